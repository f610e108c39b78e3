// Elements made from plain values. Text only ever becomes text: nothing here, and nothing in this page, parses markup.
import { mended } from '../model/halves';

type Child = Node | string | number | null | undefined | false | Child[];
type Props = Record<string, unknown>;

/** An element: attributes, `on…` listeners, and for `value`, `checked`, `className` … the property itself. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props?: Props | null,
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value as EventListener);
    else if (name === 'class') element.className = String(value);
    else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'indeterminate')
      Reflect.set(element, name, value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  append(element, children);
  return element;
}

function append(element: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(element, child);
    else element.append(child instanceof Node ? child : String(child));
  }
}

/** Put new children into a panel, keeping the focus (by data-key) and the scroll position. */
export function refill(panel: HTMLElement, ...children: Child[]): void {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && panel.contains(active) ? active.dataset.key : undefined;
  const { scrollTop } = panel;
  panel.replaceChildren();
  append(panel, children);
  panel.scrollTop = scrollTop;
  if (key !== undefined)
    panel.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

const SVG = 'http://www.w3.org/2000/svg';

export function svg(tag: string, attributes: Record<string, string | number>, ...children: Element[]): SVGElement {
  const element = document.createElementNS(SVG, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** One of the icons of the page: strokes on a 20 by 20 field. */
export function icon(path: string): SVGElement {
  return svg('svg', { viewBox: '0 0 20 20', class: 'icon', 'aria-hidden': 'true' }, svg('path', { d: path }));
}

export const ICONS = {
  search: 'M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3ZM13.5 13.5L17.5 17.5',
  close: 'M5 5L15 15M15 5L5 15',
  undo: 'M7 4L3.5 7.5L7 11M4 7.5H11.5A4.5 4.5 0 0 1 11.5 16.5H7',
  redo: 'M13 4L16.5 7.5L13 11M16 7.5H8.5A4.5 4.5 0 0 0 8.5 16.5H13',
  plus: 'M10 4V16M4 10H16',
  minus: 'M4 10H16',
  down: 'M6 8L10 12L14 8',
  fit: 'M3 7V3H7M13 3H17V7M17 13V17H13M7 17H3V13',
  filter: 'M3 5H17M6 10H14M8.5 15H11.5',
  table: 'M3 4H17V16H3ZM3 8H17M3 12H17M8 8V16',
  share: 'M10 12V3M6.5 6L10 2.8L13.5 6M4 10V16.5H16V10',
  moon: 'M16 11.5A6.5 6.5 0 1 1 8.5 4A5.2 5.2 0 0 0 16 11.5Z',
  sun: 'M10 6.5A3.5 3.5 0 1 0 10 13.5A3.5 3.5 0 0 0 10 6.5ZM10 1.8V3.6M10 16.4V18.2M1.8 10H3.6M16.4 10H18.2M4.2 4.2L5.5 5.5M14.5 14.5L15.8 15.8M4.2 15.8L5.5 14.5M14.5 5.5L15.8 4.2',
  help: 'M7.3 7.4A2.8 2.8 0 1 1 11.2 10C10.3 10.5 10 11 10 12M10 14.6V14.8',
  home: 'M3 9.5L10 3.5L17 9.5M5 8V16.5H15V8',
  ask: 'M3 4H17V13.5H10L6.5 16.8V13.5H3Z',
} as const;

/** A button with an icon and a name for those who do not see it. */
export function iconButton(
  name: keyof typeof ICONS,
  label: string,
  onclick: () => void,
  props: Props = {},
): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: label, onclick, ...props },
    icon(ICONS[name]),
  );
}

// Characters that turn the direction of text, are not to be seen, or are half of one: a name must not mislead.
const TURNING = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\ufeff]/g;
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A text of the graph as it may be shown. */
export function clean(text: string): string {
  return mended(text.replace(CONTROL, ' ').replace(TURNING, ''));
}

/** At most `limit` characters. */
export function short(text: string, limit: number): string {
  const characters = [...text.slice(0, limit * 2 + 2)];
  return characters.length > limit ? `${characters.slice(0, limit - 1).join('')}…` : characters.join('');
}

/** Hand a file to the reader. */
export function download(name: string, type: string, content: BlobPart): void {
  const link = h('a', { href: URL.createObjectURL(new Blob([content], { type })), download: fileName(name) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** A name no file system objects to. */
export function fileName(name: string): string {
  return (
    short(
      clean(name)
        .replace(/[\\/:*?"<>|%#\s]+/g, '_')
        .replace(/^[._]+/, ''),
      60,
    ) || 'innokg'
  );
}

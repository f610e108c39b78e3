// A menu of what can be done: about the chosen entities, or about the view.
import type { App } from './app';
import { h } from './dom';

export type Item = [label: string, run: () => void] | null;

/** Open a menu near a point of the window; the keyboard walks it, Escape and a click elsewhere close it. */
export function popup(x: number, y: number, label: string, items: readonly Item[]): void {
  document.querySelector('.menu')?.remove();
  const before = document.activeElement as HTMLElement | null;
  const close = (): void => {
    document.removeEventListener('pointerdown', outside, true);
    element.remove();
  };
  const outside = (event: Event): void => {
    if (!element.contains(event.target as Node)) close();
  };
  const buttons = items.map(
    (item) =>
      item &&
      h(
        'button',
        {
          type: 'button',
          role: 'menuitem',
          tabindex: -1,
          onclick: () => {
            close();
            before?.focus();
            item[1]();
          },
        },
        item[0],
      ),
  );
  const element = h(
    'div',
    {
      class: 'menu panel',
      role: 'menu',
      'aria-label': label,
      tabindex: -1,
      onkeydown: (event: KeyboardEvent) => {
        const live = buttons.filter((button) => button !== null);
        const now = live.indexOf(document.activeElement as HTMLButtonElement);
        if (event.key === 'ArrowDown') live[(now + 1) % live.length].focus();
        else if (event.key === 'ArrowUp') live[(now + live.length - 1) % live.length].focus();
        else if (event.key === 'Home') live[0].focus();
        else if (event.key === 'End') live[live.length - 1].focus();
        else if (event.key === 'Escape' || event.key === 'Tab') {
          close();
          before?.focus();
        } else if (event.key !== 'Enter' && event.key !== ' ') return;
        else {
          event.stopPropagation();
          return;
        }
        event.preventDefault();
        event.stopPropagation();
      },
    },
    buttons.map((button) => button ?? h('hr', { role: 'separator' })),
  );
  document.body.append(element);
  element.style.left = `${Math.max(8, Math.min(x, innerWidth - element.offsetWidth - 8))}px`;
  element.style.top = `${Math.max(8, Math.min(y, innerHeight - element.offsetHeight - 8))}px`;
  document.addEventListener('pointerdown', outside, true);
  buttons.find((button) => button !== null)?.focus();
}

export function menu(app: App, x: number, y: number): void {
  const { selected, pins } = app.store.view;
  const node = app.focused;
  const items: Item[] = [];
  if (selected.length === 1) {
    for (const hops of [1, 2, 3])
      items.push([`${app.say('focus')} · ${app.say('hops', hops)}`, () => app.focus([node], hops)]);
    items.push(
      null,
      [app.say('expand'), () => app.expand(node)],
      [app.say('collapse'), () => app.collapse(node)],
      [app.say('hide'), () => app.hide([node])],
      [app.say(pins.has(node) ? 'unpin' : 'pin'), () => app.pin(node)],
      null,
      [
        app.say('pathTo'),
        () => {
          app.pathFrom = node;
          app.renderPanels();
          document.getElementById('search')?.focus();
        },
      ],
      null,
    );
  } else if (selected.length > 1) {
    if (selected.length === 2) items.push([app.say('paths'), () => app.paths(selected[0], selected[1])]);
    items.push(
      [app.say('common'), () => app.common(selected)],
      [app.say('onlyThese'), () => app.only(selected)],
      [app.say('hideThese'), () => app.hide(selected)],
      [app.say('clearSelection'), () => app.clear()],
      null,
    );
  }
  items.push([app.say('fit'), () => app.stage.fit()], [app.say('backToMap'), () => app.overview()]);
  popup(x, y, app.say('exports'), items);
}

// The legend is the filter: entity classes and relations with their counts, switched on and off.
import { toggled } from '../model/view';
import type { App } from './app';
import { filters } from './filters';
import { h, icon, iconButton, ICONS, refill } from './dom';
import { looks } from './looks';
import { sign } from './sign';

export function legend(app: App): HTMLElement {
  const panel = h('aside', { class: 'panel legend', id: 'legend', tabindex: '-1' });
  const body = h('div', { class: 'panel-body', tabindex: '0', role: 'group' });
  const head = h('div', { class: 'panel-head' });
  panel.append(head, body);
  const more = filters(app);
  const open = new Set<string>();
  app.panel(() => {
    panel.hidden = !app.preferences.legend;
    panel.setAttribute('aria-label', app.say('filters'));
    body.setAttribute('aria-label', app.say('filters'));
    if (panel.hidden) return;
    refill(
      head,
      h('h2', null, app.say('filters')),
      iconButton('close', app.say('close'), () => app.prefer({ legend: false }), { 'data-key': 'close-legend' }),
    );
    refill(body, classes(app, open), relations(app), more(), looks(app));
  });
  return panel;
}

interface Row {
  key: string;
  mark: Element;
  label: string;
  count: number;
  on: boolean;
  partly?: boolean;
  indent?: boolean;
  /** Rows below this one can be shown and hidden. */
  fold?: { open: boolean; turn: () => void } | undefined;
  toggle: () => void;
  only: () => void;
}

function row(app: App, { key, mark, label, count, on, partly, indent, fold, toggle, only }: Row): HTMLElement {
  return h(
    'div',
    { class: `legend-row${indent ? ' indent' : ''}${on ? '' : ' off'}` },
    h(
      'label',
      null,
      h('input', { type: 'checkbox', checked: on, indeterminate: partly ?? false, onchange: toggle, 'data-key': key }),
      mark,
      h('span', { class: 'legend-name' }, label),
      h('span', { class: 'count' }, count.toLocaleString('en')),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'only',
        onclick: only,
        'data-key': `only ${key}`,
        'aria-label': app.say('onlyThis', label),
      },
      app.say('only'),
    ),
    fold
      ? h(
          'button',
          {
            type: 'button',
            class: 'fold',
            'aria-expanded': String(fold.open),
            'aria-label': app.say('finer', label),
            title: app.say('finer', label),
            onclick: fold.turn,
            'data-key': `fold ${key}`,
          },
          icon(ICONS.down),
        )
      : h('span', { class: 'fold' }),
  );
}

function section(
  app: App,
  title: string,
  off: boolean,
  reset: () => void,
  rows: HTMLElement[],
  note?: string,
): HTMLElement {
  return h(
    'section',
    { class: 'legend-section' },
    h(
      'div',
      { class: 'section-head' },
      h('h3', null, title),
      off &&
        h(
          'button',
          { type: 'button', class: 'link', onclick: reset, 'data-key': `reset ${title}` },
          app.say('showAll'),
        ),
    ),
    note && h('p', { class: 'note' }, note),
    rows,
  );
}

function classes(app: App, open: Set<string>): HTMLElement {
  const { graph, shown, store } = app;
  const off = store.view.filters.classes;
  const types = new Map<string, number[]>();
  graph.classes.forEach(({ type }, cls) => types.set(type, [...(types.get(type) ?? []), cls]));
  const total = (list: number[]): number => list.reduce((sum, cls) => sum + shown.classCounts[cls], 0);
  const all = [...graph.classes.keys()];
  const rows = [...types]
    .filter(([, list]) => total(list) > 0 || list.some((cls) => off.has(cls)))
    .sort((a, b) => total(b[1]) - total(a[1]))
    .flatMap(([type, list]) => {
      const hidden = list.filter((cls) => off.has(cls)).length;
      const finer = list.filter((cls) => shown.classCounts[cls] > 0 || off.has(cls));
      const unfolded = open.has(type) || (hidden > 0 && hidden < list.length);
      const head = row(app, {
        key: `type ${type}`,
        mark: sign(app, graph.classes[list[0]]),
        label: app.typeName(list[0]),
        count: total(list),
        on: hidden === 0,
        partly: hidden > 0 && hidden < list.length,
        fold:
          finer.length < 2
            ? undefined
            : {
                open: unfolded,
                turn: () => {
                  if (!open.delete(type)) open.add(type);
                  app.renderPanels();
                },
              },
        toggle: () => {
          const next = new Set(off);
          for (const cls of list)
            if (hidden === 0) next.add(cls);
            else next.delete(cls);
          store.filter({ classes: next });
        },
        only: () => store.filter({ classes: new Set(all.filter((cls) => !list.includes(cls))) }),
      });
      if (finer.length < 2 || !unfolded) return [head];
      return [
        head,
        ...finer
          .sort((a, b) => shown.classCounts[b] - shown.classCounts[a])
          .map((cls) =>
            row(app, {
              key: `class ${graph.classes[cls].id}`,
              mark: h('span', { class: 'twig' }),
              label: app.className(cls),
              count: shown.classCounts[cls],
              on: !off.has(cls),
              indent: true,
              toggle: () => store.filter({ classes: toggled(off, cls) }),
              only: () => store.filter({ classes: new Set(all.filter((other) => other !== cls)) }),
            }),
          ),
      ];
    });
  return section(app, app.say('classes'), off.size > 0, () => store.filter({ classes: new Set() }), rows);
}

function relations(app: App): HTMLElement {
  const { graph, shown, store } = app;
  const off = store.view.filters.predicates;
  const all = [...graph.predicates.keys()];
  const rows = all
    .filter((p) => shown.predicateCounts[p] > 0 || off.has(p))
    .sort((a, b) => shown.predicateCounts[b] - shown.predicateCounts[a])
    .map((p) =>
      row(app, {
        key: `relation ${graph.predicates[p].id}`,
        mark: h('span', { class: 'stroke' }),
        label: app.predicateName(p),
        count: shown.predicateCounts[p],
        on: !off.has(p),
        toggle: () => store.filter({ predicates: toggled(off, p) }),
        only: () => store.filter({ predicates: new Set(all.filter((other) => other !== p)) }),
      }),
    );
  return section(
    app,
    app.say('relations'),
    off.size > 0,
    () => store.filter({ predicates: new Set() }),
    rows,
    app.say('solid'),
  );
}

// Lists beside the map: entities, facts and figures in tables that sort, filter and follow the selection.
import type { Shown } from '../model/shown';
import type { App, List } from './app';
import { h, refill } from './dom';
import { fresh, grid, narrowed, PAGE, pager, type State } from './grid';
import { entityTable, factTable, figureTable, units, type Table } from './rows';
import type { Word } from './words';

const TABLES: Record<Exclude<List, 'ask'>, { name: Word; make: (app: App) => Table }> = {
  entities: { name: 'entities', make: entityTable },
  facts: { name: 'facts', make: factTable },
  figures: { name: 'figures', make: figureTable },
};
type Kind = keyof typeof TABLES;

export interface Extra {
  list: List;
  name: Word;
  element: HTMLElement;
}

/** The section with the lists; `extras` are further tabs. */
export function lists(app: App, extras: readonly Extra[]): { element: HTMLElement; current: () => Table } {
  const states: Record<Kind, State> = { entities: fresh(), facts: fresh(), figures: fresh() };
  const head = h('div', { class: 'lists-head' });
  const body = h('div', { class: 'lists-body', tabindex: '0', role: 'region' });
  const foot = h('div', { class: 'lists-foot' });
  const element = h(
    'section',
    { class: 'lists', id: 'lists' },
    head,
    body,
    foot,
    extras.map((extra) => extra.element),
  );
  let cached: { key: string; shown: Shown; detail: unknown; table: Table } | null = null;
  let followed: readonly number[] = [];

  const table = (kind: Kind): Table => {
    const { sort, down, text } = states[kind];
    const key = JSON.stringify([kind, sort, down, text, app.unit, app.preferences.language]);
    if (cached?.key !== key || cached.shown !== app.shown || cached.detail !== app.detail) {
      cached = { key, shown: app.shown, detail: app.detail, table: narrowed(TABLES[kind].make(app), states[kind]) };
    }
    return cached.table;
  };

  app.panel(() => {
    const { list } = app.preferences;
    element.hidden = list === null;
    element.setAttribute('aria-label', app.say('lists'));
    element.classList.toggle('tall', list === 'ask');
    if (list === null) return;
    refill(head, tabs(app, list, extras), list !== 'ask' && tools(app, list, states[list]), maximise(app, element));
    for (const extra of extras) extra.element.hidden = extra.list !== list;
    body.hidden = foot.hidden = list === 'ask';
    if (list === 'ask') return;
    const state = states[list],
      content = table(list);
    const { selected } = app.store.view;
    if (selected !== followed) {
      followed = selected;
      const at = content.rows.findIndex((row) => row.nodes.some((node) => selected.includes(node)));
      if (at >= 0) state.page = Math.floor(at / PAGE);
    }
    state.page = Math.max(0, Math.min(state.page, Math.ceil(content.rows.length / PAGE) - 1));
    body.setAttribute('aria-label', app.say(TABLES[list].name));
    refill(body, grid(app, content, state));
    refill(foot, pager(app, content, state));
    body.querySelector('tr.selected')?.scrollIntoView({ block: 'nearest' });
  });
  return {
    element,
    current: () =>
      table(app.preferences.list === null || app.preferences.list === 'ask' ? 'entities' : app.preferences.list),
  };
}

function tabs(app: App, list: List, extras: readonly Extra[]): HTMLElement {
  const all: [List, string][] = [
    ...(Object.keys(TABLES) as Kind[]).map((kind): [List, string] => [kind, app.say(TABLES[kind].name)]),
    ...extras.map((extra): [List, string] => [extra.list, app.say(extra.name)]),
  ];
  const go = (index: number): void => {
    const [kind] = all[(index + all.length) % all.length];
    app.prefer({ list: kind });
    document.querySelector<HTMLElement>(`[data-key="tab ${kind}"]`)?.focus();
  };
  return h(
    'div',
    { class: 'tabs', role: 'tablist', 'aria-label': app.say('lists') },
    all.map(([kind, name], index) =>
      h(
        'button',
        {
          type: 'button',
          role: 'tab',
          'aria-selected': String(kind === list),
          tabindex: kind === list ? 0 : -1,
          'data-key': `tab ${kind}`,
          onclick: () => app.prefer({ list: kind }),
          onkeydown: (event: KeyboardEvent) => {
            if (event.key === 'ArrowRight') go(index + 1);
            else if (event.key === 'ArrowLeft') go(index - 1);
          },
        },
        name,
      ),
    ),
  );
}

function tools(app: App, list: Kind, state: State): HTMLElement {
  return h(
    'div',
    { class: 'tools' },
    list === 'figures' &&
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': app.say('unit') },
        [['', 0] as [string, number], ...units(app)].map(([unit, count]) =>
          h(
            'button',
            {
              type: 'button',
              class: 'chip',
              'aria-pressed': String(app.unit === unit),
              'data-key': `unit ${unit}`,
              onclick: () => {
                app.unit = unit;
                state.page = 0;
                app.renderPanels();
              },
            },
            unit ? `${unit} ${count}` : app.say('anyUnit'),
          ),
        ),
      ),
    h('input', {
      type: 'search',
      value: state.text,
      placeholder: app.say('tableFilter'),
      'aria-label': app.say('tableFilter'),
      'data-key': 'table filter',
      oninput: (event: Event) => {
        state.text = (event.target as HTMLInputElement).value;
        state.page = 0;
        app.renderPanels();
      },
    }),
  );
}

function maximise(app: App, element: HTMLElement): HTMLElement {
  const large = element.classList.contains('large');
  return h(
    'button',
    {
      type: 'button',
      class: 'link',
      'data-key': 'maximise',
      'aria-pressed': String(large),
      onclick: () => {
        element.classList.toggle('large');
        app.renderPanels();
      },
    },
    app.say(large ? 'restore' : 'maximise'),
  );
}

// Lists beside the map: entities, facts and figures in tables that sort, filter and follow the selection.
import type { Shown } from '../model/shown';
import type { App, List } from './app';
import { h, refill, short } from './dom';
import { entityTable, factTable, figureTable, units, type Row, type Table } from './rows';
import type { Word } from './words';

const PAGE = 100;
const TABLES: Record<Exclude<List, 'ask'>, { name: Word; make: (app: App) => Table }> = {
  entities: { name: 'entities', make: entityTable },
  facts: { name: 'facts', make: factTable },
  figures: { name: 'figures', make: figureTable },
};
type Kind = keyof typeof TABLES;

interface State { sort: number; down: boolean; page: number; text: string }

export interface Extra { list: List; name: Word; element: HTMLElement }

/** The section with the lists; `extras` are further tabs. */
export function lists(app: App, extras: readonly Extra[]): { element: HTMLElement; current: () => Table } {
  const states: Record<Kind, State> = { entities: fresh(), facts: fresh(), figures: fresh() };
  const head = h('div', { class: 'lists-head' });
  const body = h('div', { class: 'lists-body', tabindex: '0', role: 'region' });
  const foot = h('div', { class: 'lists-foot' });
  const element = h('section', { class: 'lists', id: 'lists' }, head, body, foot, extras.map((extra) => extra.element));
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
    const state = states[list], content = table(list);
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
  return { element, current: () => table(app.preferences.list === null || app.preferences.list === 'ask' ? 'entities' : app.preferences.list) };
}

function fresh(): State { return { sort: -1, down: true, page: 0, text: '' }; }

function narrowed(table: Table, { sort, down, text }: State): Table {
  const wanted = text.trim().toLowerCase();
  let { rows } = table;
  if (wanted) rows = rows.filter(({ cells }) => cells.some((cell) => String(cell).toLowerCase().includes(wanted)));
  if (sort >= 0) {
    // amounts are shown in words: sort them by the bare value, two columns after the last one shown
    const key = sort === 3 && table.columns.length === 8 && table.numeric.has(3) ? 8 : sort;
    const collator = new Intl.Collator('zh-CN', { numeric: true });
    const order = rows.length > 20000
      ? (a: Row, b: Row) => (a.cells[key] < b.cells[key] ? -1 : Number(a.cells[key] > b.cells[key]))
      : (a: Row, b: Row) => (typeof a.cells[key] === 'number' ? a.cells[key] - Number(b.cells[key]) : collator.compare(String(a.cells[key]), String(b.cells[key])));
    rows = [...rows].sort((a, b) => (down ? order(b, a) : order(a, b)));
  }
  return { ...table, rows };
}

function tabs(app: App, list: List, extras: readonly Extra[]): HTMLElement {
  const all: [List, string][] = [
    ...(Object.keys(TABLES) as Kind[]).map((kind): [List, string] => [kind, app.say(TABLES[kind].name)]),
    ...extras.map((extra): [List, string] => [extra.list, app.say(extra.name)])];
  const go = (index: number): void => {
    const [kind] = all[(index + all.length) % all.length];
    app.prefer({ list: kind });
    document.querySelector<HTMLElement>(`[data-key="tab ${kind}"]`)?.focus();
  };
  return h('div', { class: 'tabs', role: 'tablist', 'aria-label': app.say('lists') }, all.map(([kind, name], index) => h('button', {
    type: 'button', role: 'tab', 'aria-selected': String(kind === list), tabindex: kind === list ? 0 : -1, 'data-key': `tab ${kind}`,
    onclick: () => app.prefer({ list: kind }),
    onkeydown: (event: KeyboardEvent) => {
      if (event.key === 'ArrowRight') go(index + 1); else if (event.key === 'ArrowLeft') go(index - 1);
    },
  }, name)));
}

function tools(app: App, list: Kind, state: State): HTMLElement {
  return h('div', { class: 'tools' },
    list === 'figures' && h('div', { class: 'chips', role: 'group', 'aria-label': app.say('unit') }, [['', 0] as [string, number], ...units(app)].map(([unit, count]) => h('button', {
      type: 'button', class: 'chip', 'aria-pressed': String(app.unit === unit), 'data-key': `unit ${unit}`,
      onclick: () => { app.unit = unit; state.page = 0; app.renderPanels(); },
    }, unit ? `${unit} ${count}` : app.say('anyUnit')))),
    h('input', {
      type: 'search', value: state.text, placeholder: app.say('tableFilter'), 'aria-label': app.say('tableFilter'), 'data-key': 'table filter',
      oninput: (event: Event) => { state.text = (event.target as HTMLInputElement).value; state.page = 0; app.renderPanels(); },
    }));
}

function maximise(app: App, element: HTMLElement): HTMLElement {
  const large = element.classList.contains('large');
  return h('button', {
    type: 'button', class: 'link', 'data-key': 'maximise', 'aria-pressed': String(large),
    onclick: () => { element.classList.toggle('large'); app.renderPanels(); },
  }, app.say(large ? 'restore' : 'maximise'));
}

function grid(app: App, table: Table, state: State): HTMLElement {
  const { selected } = app.store.view;
  const heads = table.columns.map((name, column) => {
    const sorted = state.sort === column;
    return h('th', { scope: 'col', 'aria-sort': sorted ? (state.down ? 'descending' : 'ascending') : 'none' }, h('button', {
      type: 'button', 'data-key': `sort ${column}`, onclick: () => {
        if (sorted) state.down = !state.down; else { state.sort = column; state.down = table.numeric.has(column); }
        state.page = 0;
        app.renderPanels();
      },
    }, name, h('span', { 'aria-hidden': 'true', class: 'way' }, sorted ? (state.down ? '▼' : '▲') : '')));
  });
  const first = state.page * PAGE;
  return h('table', null, h('thead', null, h('tr', null, heads)), h('tbody', null, table.rows.slice(first, first + PAGE).map((row, i) => {
    const on = row.nodes.some((node) => selected.includes(node)) || (row.edge >= 0 && row.edge === app.store.view.edge);
    const open = (): void => { if (row.edge >= 0) app.openEdge(row.edge); else { app.select(row.nodes[0]); app.flyTo(row.nodes[0]); } };
    return h('tr', { class: `${on ? 'selected' : ''}${row.planned ? ' planned' : ''}`, onclick: open }, table.columns.map((_, column) => (column === 0
      ? h('th', { scope: 'row' }, h('button', { type: 'button', class: 'cell', 'data-key': `row ${first + i}` }, h('bdi', null, short(String(row.cells[0]), 60))))
      : h('td', { class: `${table.numeric.has(column) ? 'number' : table.short.has(column) ? 'few' : ''}${column === table.status ? ' status-cell' : ''}` }, short(String(row.cells[column]), 90)))));
  })));
}

function pager(app: App, table: Table, state: State): HTMLElement[] {
  const first = state.page * PAGE, total = table.rows.length;
  const turn = (by: number) => () => { state.page += by; app.renderPanels(); };
  return [h('span', { class: 'note', 'aria-live': 'polite' }, app.say('rows', total ? first + 1 : 0, Math.min(total, first + PAGE), total)),
    h('button', { type: 'button', disabled: state.page === 0, onclick: turn(-1), 'data-key': 'previous' }, app.say('previous')),
    h('button', { type: 'button', disabled: first + PAGE >= total, onclick: turn(1), 'data-key': 'next' }, app.say('next'))];
}

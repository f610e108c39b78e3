// A table as it stands on the screen: sorted, narrowed, a page at a time.
import type { App } from './app';
import { h, short } from './dom';
import type { Row, Table } from './rows';

export const PAGE = 100;

/** How a list is sorted (column, -1 for as it comes), narrowed and turned. */
export interface State {
  sort: number;
  down: boolean;
  page: number;
  text: string;
}

export function fresh(): State {
  return { sort: -1, down: true, page: 0, text: '' };
}

/** The rows that hold the text typed in, in the order asked for. */
export function narrowed(table: Table, { sort, down, text }: State): Table {
  const wanted = text.trim().toLowerCase();
  let { rows } = table;
  if (wanted) rows = rows.filter(({ cells }) => cells.some((cell) => String(cell).toLowerCase().includes(wanted)));
  if (sort >= 0) {
    // amounts are shown in words: sort them by the bare value, two columns after the last one shown
    const key = sort === 3 && table.columns.length === 8 && table.numeric.has(3) ? 8 : sort;
    const collator = new Intl.Collator('zh-CN', { numeric: true });
    const order =
      rows.length > 20000
        ? (a: Row, b: Row) => (a.cells[key] < b.cells[key] ? -1 : Number(a.cells[key] > b.cells[key]))
        : (a: Row, b: Row) =>
            typeof a.cells[key] === 'number'
              ? a.cells[key] - Number(b.cells[key])
              : collator.compare(String(a.cells[key]), String(b.cells[key]));
    rows = [...rows].sort((a, b) => (down ? order(b, a) : order(a, b)));
  }
  return { ...table, rows };
}

export function grid(app: App, table: Table, state: State): HTMLElement {
  const { selected } = app.store.view;
  const heads = table.columns.map((name, column) => {
    const sorted = state.sort === column;
    return h(
      'th',
      {
        scope: 'col',
        class: table.numeric.has(column) ? 'number' : '',
        'aria-sort': sorted ? (state.down ? 'descending' : 'ascending') : 'none',
      },
      h(
        'button',
        {
          type: 'button',
          'data-key': `sort ${column}`,
          onclick: () => {
            if (sorted) state.down = !state.down;
            else {
              state.sort = column;
              state.down = table.numeric.has(column);
            }
            state.page = 0;
            app.renderPanels();
          },
        },
        name,
        h('span', { 'aria-hidden': 'true', class: 'way' }, sorted ? (state.down ? '▼' : '▲') : ''),
      ),
    );
  });
  const first = state.page * PAGE;
  return h(
    'table',
    null,
    h('thead', null, h('tr', null, heads)),
    h(
      'tbody',
      null,
      table.rows.slice(first, first + PAGE).map((row, i) => {
        const on =
          row.nodes.some((node) => selected.includes(node)) || (row.edge >= 0 && row.edge === app.store.view.edge);
        const open = (event: MouseEvent): void => {
          if (row.edge >= 0 && !event.shiftKey) app.openEdge(row.edge);
          else {
            app.select(row.nodes[0], event.shiftKey);
            app.flyTo(row.nodes[0]);
          }
        };
        return h(
          'tr',
          { class: `${on ? 'selected' : ''}${row.planned ? ' planned' : ''}`, onclick: open },
          table.columns.map((_, column) =>
            column === 0
              ? h(
                  'th',
                  { scope: 'row' },
                  h(
                    'button',
                    { type: 'button', class: 'cell', 'data-key': `row ${first + i}` },
                    h('bdi', null, short(String(row.cells[0]), 60)),
                  ),
                )
              : h(
                  'td',
                  {
                    class: `${table.numeric.has(column) ? 'number' : table.short.has(column) ? 'few' : ''}${column === table.status ? ' status-cell' : ''}`,
                  },
                  column === table.share ? Number(row.cells[column]).toFixed(2) : short(String(row.cells[column]), 90),
                ),
          ),
        );
      }),
    ),
  );
}

export function pager(app: App, table: Table, state: State): HTMLElement[] {
  const first = state.page * PAGE,
    total = table.rows.length;
  const turn = (by: number) => () => {
    state.page += by;
    app.renderPanels();
  };
  return [
    h(
      'span',
      { class: 'note', 'aria-live': 'polite' },
      app.say('rows', total ? first + 1 : 0, Math.min(total, first + PAGE), total),
    ),
    h(
      'button',
      { type: 'button', disabled: state.page === 0, onclick: turn(-1), 'data-key': 'previous' },
      app.say('previous'),
    ),
    h(
      'button',
      { type: 'button', disabled: first + PAGE >= total, onclick: turn(1), 'data-key': 'next' },
      app.say('next'),
    ),
  ];
}

// Filters that look at the evidence: status, confidence, dates, documents; and a place with everything in it.
import { firstDay, lastDay } from '../model/shown';
import { NO_FILTERS, toggled, type Filters } from '../model/view';
import type { App } from './app';
import { clean, h, short } from './dom';
import { segmented } from './segmented';

const LISTED = 200;

/** The section of further filters; call what it gives to draw it. */
export function filters(app: App): () => HTMLElement {
  let open = false;
  let wanted = '';
  const places = placesOf(app);
  const years = app.graph.documents
    .map(({ date }) => date)
    .filter(Boolean)
    .sort();
  const last = lastDay(years[years.length - 1] ?? '');
  return () => {
    const { store } = app;
    const { filters } = store.view;
    const active = count(filters);
    return h(
      'details',
      {
        class: 'legend-section',
        open: open || active > 0,
        ontoggle: (event: Event) => {
          open = (event.target as HTMLDetailsElement).open;
        },
      },
      h('summary', { 'data-key': 'more' }, app.say('moreFilters'), active > 0 && h('span', { class: 'badge' }, active)),
      segmented(
        app.say('status'),
        'status',
        [
          ['all', app.say('statusAll')],
          ['asserted', app.say('asserted')],
          ['planned', app.say('planned')],
        ],
        filters.status,
        (status) => store.filter({ status }),
      ),
      h(
        'label',
        { class: 'field' },
        `${app.say('confidence')} `,
        h('span', { class: 'amount-now' }, filters.confidence.toFixed(2)),
        h('input', {
          type: 'range',
          min: 0,
          max: 1,
          step: 0.05,
          value: String(filters.confidence),
          'data-key': 'confidence',
          onchange: (event: Event) => store.filter({ confidence: Number((event.target as HTMLInputElement).value) }),
        }),
      ),
      years.length > 0 &&
        h(
          'div',
          { class: 'field pair' },
          date(app, 'since', firstDay(years[0]), last),
          date(app, 'until', firstDay(years[0]), last),
        ),
      places.length > 0 &&
        h(
          'label',
          { class: 'field' },
          app.say('place'),
          h(
            'select',
            {
              'data-key': 'place',
              onchange: (event: Event) => store.filter({ place: Number((event.target as HTMLSelectElement).value) }),
            },
            h('option', { value: '-1' }, app.say('anyPlace')),
            places.map((node) =>
              h('option', { value: String(node), selected: filters.place === node }, short(app.name(node), 30)),
            ),
          ),
        ),
      documents(app, wanted, (text) => {
        wanted = text;
        app.renderPanels();
      }),
      active + filters.classes.size + filters.predicates.size > 0 &&
        h(
          'button',
          {
            type: 'button',
            class: 'wide',
            'data-key': 'reset',
            onclick: () => store.filter(NO_FILTERS),
          },
          app.say('resetFilters'),
        ),
    );
  };
}

/** How many of these filters are set. */
function count(filters: Filters): number {
  return (
    Number(filters.status !== 'all') +
    Number(filters.confidence > 0) +
    Number(filters.since !== '') +
    Number(filters.until !== '') +
    Number(filters.place >= 0) +
    Number(filters.documents.size > 0)
  );
}

function placesOf(app: App): number[] {
  const { graph } = app;
  return [...graph.order]
    .filter((node) => ['Place', 'Park'].includes(graph.classes[graph.cls[node]].type))
    .slice(0, LISTED);
}

function date(app: App, which: 'since' | 'until', first: string, last: string): HTMLElement {
  return h(
    'label',
    null,
    app.say(which),
    h('input', {
      type: 'date',
      value: app.store.view.filters[which],
      min: first,
      max: last,
      'data-key': which,
      onchange: (event: Event) => app.store.filter({ [which]: (event.target as HTMLInputElement).value }),
    }),
  );
}

function documents(app: App, wanted: string, want: (text: string) => void): HTMLElement | false {
  const { graph, store } = app;
  if (!graph.documents.length) return false;
  const chosen = store.view.filters.documents;
  const fitting = graph.documents
    .map((source, index) => ({ index, text: clean(`${source.title || source.name} ${source.date}`) }))
    .filter(({ index, text }) => chosen.has(index) || text.toLowerCase().includes(wanted.toLowerCase()))
    .slice(0, LISTED);
  return h(
    'fieldset',
    { class: 'field' },
    h('legend', null, `${app.say('documents')} (${graph.documents.length})`),
    graph.documents.length > 12 &&
      h('input', {
        type: 'search',
        value: wanted,
        placeholder: app.say('documentFilter'),
        'aria-label': app.say('documentFilter'),
        'data-key': 'documents',
        oninput: (event: Event) => want((event.target as HTMLInputElement).value),
      }),
    h(
      'div',
      { class: 'documents' },
      fitting.map(({ index, text }) =>
        h(
          'label',
          { class: 'check' },
          h('input', {
            type: 'checkbox',
            checked: chosen.has(index),
            'data-key': `document ${index}`,
            onchange: () => store.filter({ documents: toggled(chosen, index) }),
          }),
          h('span', null, short(text, 60)),
        ),
      ),
    ),
  );
}

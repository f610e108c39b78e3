// The rows of the lists: what is shown on the map, as entities, facts and figures.
import { asksFacts, figurePasses, passingDocuments, passingFacts } from '../model/shown';
import type { App } from './app';
import { clean } from './dom';

export type Cell = string | number;
export interface Row {
  /** Entities this row speaks of; the first is where a click goes. */
  nodes: number[];
  edge: number;
  cells: Cell[];
  planned: boolean;
}
export interface Table {
  columns: string[];
  rows: Row[];
  /** Columns that hold numbers, and columns of few words that are not broken. */
  numeric: ReadonlySet<number>;
  short: ReadonlySet<number>;
  /** The column of numbers between 0 and 1, shown with two decimals; -1 for none. */
  share: number;
  /** The column that says asserted or planned, achieved or target; -1 for none. */
  status: number;
}

export function entityTable(app: App): Table {
  const { graph, shown, detail } = app;
  const rows: Row[] = [];
  for (const node of graph.order) {
    if (!shown.node[node]) continue;
    rows.push({
      nodes: [node],
      edge: -1,
      planned: false,
      cells: [
        app.name(node),
        app.className(graph.cls[node]),
        (detail?.aliases(node) ?? []).map(clean).join('；'),
        graph.degree[node],
        detail?.figuresOf(node).length ?? 0,
        detail ? new Set(detail.mentions(node)).size : 0,
      ],
    });
  }
  const say = app.say.bind(app);
  return {
    columns: [say('name'), say('cls'), say('aliases'), say('degree'), say('figures'), say('documents')],
    rows,
    numeric: new Set([3, 4, 5]),
    short: new Set([1]),
    share: -1,
    status: -1,
  };
}

export function factTable(app: App): Table {
  const { graph, shown, detail } = app;
  const say = app.say.bind(app);
  const rows: Row[] = [];
  if (detail) {
    const { filters } = app.store.view;
    const passing = asksFacts(filters) ? passingFacts(graph, detail, filters) : null;
    for (let index = 0; index < detail.factCount; index++) {
      const edge = detail.facts.edge[index];
      if (!shown.edge[edge] || (passing && !passing[index])) continue;
      const fact = detail.fact(index);
      rows.push({
        nodes: [fact.subject, fact.object],
        edge,
        planned: fact.planned,
        cells: [
          app.name(fact.subject),
          app.predicateName(graph.predicate[edge]),
          app.name(fact.object),
          say(fact.planned ? 'planned' : 'asserted'),
          clean(fact.sentence.slice(fact.from, fact.to)),
          app.documentName(fact.document),
          clean(graph.documents[fact.document]?.date ?? ''),
          fact.confidence,
        ],
      });
    }
  }
  return {
    columns: [
      say('subject'),
      say('relation'),
      say('object'),
      say('status'),
      say('evidence'),
      say('document'),
      say('date'),
      say('confidenceIs'),
    ],
    rows,
    numeric: new Set([7]),
    short: new Set([1, 3, 6]),
    share: 7,
    status: 3,
  };
}

export function figureTable(app: App): Table {
  const { graph, shown, detail } = app;
  const say = app.say.bind(app);
  const rows: Row[] = [];
  if (detail) {
    const { filters } = app.store.view;
    const documents = passingDocuments(graph, filters);
    for (let index = 0; index < detail.figureCount; index++) {
      if (!shown.node[detail.figures.subject[index]] || !figurePasses(detail, filters, documents, index)) continue;
      const f = detail.figure(index);
      if (app.unit && f.unit !== app.unit) continue;
      rows.push({
        nodes: [f.subject],
        edge: -1,
        planned: f.target,
        cells: [
          app.name(f.subject),
          app.className(graph.cls[f.subject]),
          clean(f.indicator),
          app.amount(f),
          clean(f.period ?? ''),
          say(f.target ? 'target' : 'achieved'),
          clean(f.sentence.slice(f.from, f.to)),
          app.documentName(f.document),
          f.value,
          clean(f.unit),
        ],
      });
    }
  }
  return {
    columns: [
      say('subject'),
      say('cls'),
      say('indicator'),
      say('value'),
      say('period'),
      say('status'),
      say('evidence'),
      say('document'),
    ],
    rows,
    numeric: new Set([3]),
    short: new Set([1, 4, 5]),
    share: -1,
    status: 5,
  };
}

/** Units of the figures shown, the frequent first. */
export function units(app: App): [string, number][] {
  const counts = new Map<string, number>();
  const { detail, shown } = app;
  detail?.figures.subject.forEach((node, i) => {
    const unit = detail.figures.unit[i];
    if (shown.node[node]) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  });
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 10);
}

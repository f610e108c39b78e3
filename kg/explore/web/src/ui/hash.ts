// The view in the address: what follows # opens the same view again, in this page or a newer one of the same graph.
// Entities, classes and documents are named by id, never by number.
import type { Graph } from '../model/graph';
import { NO_FILTERS, START, type Filters, type Scope, type View } from '../model/view';
import type { App, List, Preferences } from './app';

const pack = (values: Iterable<string>): string => [...values].map(encodeURIComponent).join(',');
const unpack = (text: string | null): string[] => (text ? text.split(',').map(decodeURIComponent) : []);

export function write(app: App): string {
  const {
    graph,
    store: { view },
    preferences,
    stage: { camera },
  } = app;
  const { filters } = view;
  const ids = (nodes: Iterable<number>): string => pack([...nodes].map((node) => graph.id[node]));
  const out: [string, string][] = [
    ['scope', scopeText(view.scope, ids)],
    ['sel', ids(view.selected)],
    [
      'edge',
      view.edge < 0
        ? ''
        : pack([
            graph.id[graph.from[view.edge]],
            graph.predicates[graph.predicate[view.edge]].id,
            graph.id[graph.to[view.edge]],
          ]),
    ],
    ['add', ids(view.added)],
    ['hide', ids(view.hidden)],
    [
      'pin',
      [...view.pins]
        .map(([node, [x, y]]) => `${encodeURIComponent(graph.id[node])}@${Math.round(x)}@${Math.round(y)}`)
        .join(','),
    ],
    ['off', pack([...filters.classes].map((cls) => graph.classes[cls].id))],
    ['norel', pack([...filters.predicates].map((p) => graph.predicates[p].id))],
    ['doc', pack([...filters.documents].map((index) => graph.documents[index].name))],
    ['status', filters.status === 'all' ? '' : filters.status],
    ['since', filters.since],
    ['until', filters.until],
    ['conf', filters.confidence ? String(filters.confidence) : ''],
    ['place', filters.place < 0 ? '' : ids([filters.place])],
    ['list', preferences.list ?? ''],
    ['unit', encodeURIComponent(app.unit)],
    ['colour', preferences.colour === 'class' ? '' : preferences.colour],
    ['size', preferences.size === 'relations' ? '' : preferences.size],
    ['lang', preferences.language === 'en' ? 'en' : ''],
    ['at', `${Math.round(camera.x)},${Math.round(camera.y)},${Number(camera.k.toPrecision(4))}`],
  ];
  return out
    .filter(([, value]) => value)
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
}

function scopeText(scope: Scope, ids: (nodes: Iterable<number>) => string): string {
  switch (scope.kind) {
    case 'all':
      return '';
    case 'near':
      return `near:${scope.hops}:${ids(scope.roots)}`;
    case 'paths':
      return `paths:${ids([scope.from, scope.to])}`;
    case 'common':
      return `common:${ids(scope.of)}`;
    case 'only':
      return `only:${ids(scope.nodes)}`;
  }
}

export interface Opened {
  view: View;
  preferences: Partial<Preferences>;
  unit: string;
  at: { x: number; y: number; k: number } | null;
}

/** What a hash asks for; what it names and the graph does not hold is left out. */
export function read(hash: string, graph: Graph): Opened {
  const fields = new Map(
    hash
      .replace(/^#/, '')
      .split('&')
      .map((pair): [string, string] => {
        const cut = pair.indexOf('=');
        return [pair.slice(0, cut), pair.slice(cut + 1)];
      }),
  );
  const list = (key: string): string[] => {
    try {
      return unpack(fields.get(key) ?? null);
    } catch {
      return [];
    }
  };
  const nodes = (key: string): number[] =>
    list(key)
      .map((id) => graph.find(id))
      .filter((node) => node >= 0);
  const indexes = (key: string, of: readonly { id?: string; name?: string }[]): Set<number> =>
    new Set(
      list(key)
        .map((id) => of.findIndex((item) => (item.id ?? item.name) === id))
        .filter((index) => index >= 0),
    );
  const status = fields.get('status');
  const filters: Filters = {
    classes: indexes('off', graph.classes),
    predicates: indexes('norel', graph.predicates),
    documents: indexes('doc', graph.documents),
    status: status === 'asserted' || status === 'planned' ? status : 'all',
    since: day(fields.get('since')),
    until: day(fields.get('until')),
    confidence: Math.min(1, Math.max(0, Number(fields.get('conf')) || 0)),
    place: nodes('place')[0] ?? -1,
  };
  const plain =
    JSON.stringify([filters.status, filters.since, filters.until, filters.confidence, filters.place]) ===
      '["all","","",0,-1]' && filters.classes.size + filters.predicates.size + filters.documents.size === 0;
  const at = (fields.get('at') ?? '').split(',').map(Number);
  const kind = fields.get('list') ?? '';
  const size = fields.get('size');
  return {
    view: {
      ...START,
      scope: scopeOf(fields.get('scope') ?? '', graph),
      selected: nodes('sel'),
      edge: edgeOf(list('edge'), graph),
      added: new Set(nodes('add')),
      hidden: new Set(nodes('hide')),
      pins: pinsOf(fields.get('pin') ?? '', graph),
      filters: plain ? NO_FILTERS : filters,
    },
    preferences: {
      ...(['entities', 'facts', 'figures', 'ask'].includes(kind) ? { list: kind as List } : {}),
      ...(fields.get('colour') === 'community' ? { colour: 'community' as const } : {}),
      ...(size === 'figures' || size === 'even' ? { size } : {}),
      ...(fields.get('lang') === 'en' ? { language: 'en' as const } : {}),
    },
    unit: list('unit')[0] ?? '',
    at: at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? { x: at[0], y: at[1], k: at[2] } : null,
  };
}

function day(text: string | undefined): string {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : '';
}

function scopeOf(text: string, graph: Graph): Scope {
  const [kind, ...rest] = text.split(':');
  const hops = kind === 'near' ? Number(rest.shift()) : 0;
  let ids: string[] = [];
  try {
    ids = unpack(rest.join(':'));
  } catch {
    /* a broken link opens the overview */
  }
  const nodes = ids.map((id) => graph.find(id)).filter((node) => node >= 0);
  if (kind === 'near' && nodes.length && hops >= 1 && hops <= 9) return { kind, roots: nodes, hops };
  if (kind === 'paths' && nodes.length === 2) return { kind, from: nodes[0], to: nodes[1] };
  if (kind === 'common' && nodes.length) return { kind, of: nodes };
  if (kind === 'only' && nodes.length) return { kind, nodes };
  return START.scope;
}

function edgeOf([from, predicate, to]: string[], graph: Graph): number {
  const a = graph.find(from ?? ''),
    b = graph.find(to ?? '');
  if (a < 0 || b < 0) return -1;
  return (
    [...graph.edgesOf(a)].find(
      (edge) =>
        graph.from[edge] === a && graph.to[edge] === b && graph.predicates[graph.predicate[edge]].id === predicate,
    ) ?? -1
  );
}

function pinsOf(text: string, graph: Graph): Map<number, readonly [number, number]> {
  const pins = new Map<number, readonly [number, number]>();
  for (const part of text ? text.split(',') : []) {
    const [id, x, y] = part.split('@');
    let node = -1;
    try {
      node = graph.find(decodeURIComponent(id));
    } catch {
      continue;
    }
    if (node >= 0 && Number.isFinite(Number(x)) && Number.isFinite(Number(y))) pins.set(node, [Number(x), Number(y)]);
  }
  return pins;
}

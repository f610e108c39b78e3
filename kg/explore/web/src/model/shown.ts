// From what the reader chose to what is shown: one flag per node and edge, and the counts the legend tells.
import type { Detail } from './detail';
import type { Graph } from './graph';
import type { Filters, View } from './view';
import { commonNeighbours, contents, neighbourhood, shortestPaths, type Paths, type Passable } from './walks';

export interface Shown {
  node: Uint8Array;
  edge: Uint8Array;
  nodes: number;
  edges: number;
  /** Entities by class and relations by predicate that are there to be switched on or off. */
  classCounts: Uint32Array;
  predicateCounts: Uint32Array;
  /** For a path view. */
  paths: Paths | null;
  /** Steps from the roots, for views about some entities. */
  layer: ReadonlyMap<number, number> | null;
}

/** Do the filters look at single facts (document, date, confidence, status)? */
export function asksFacts(filters: Filters): boolean {
  return (
    filters.documents.size > 0 ||
    filters.status !== 'all' ||
    filters.since !== '' ||
    filters.until !== '' ||
    filters.confidence > 0
  );
}

/** The first and the last day that a date, perhaps only a year or a month, may mean. */
export function firstDay(date: string): string {
  return date + '-01-01'.slice(date.length - 4);
}
export function lastDay(date: string): string {
  return date + '-12-31'.slice(date.length - 4);
}

/** Which documents pass; null if all do. A document without a date passes no date range. */
export function passingDocuments(graph: Graph, filters: Filters): Uint8Array | null {
  if (!filters.documents.size && !filters.since && !filters.until) return null;
  return Uint8Array.from(graph.documents, (source, index) => {
    if (filters.documents.size && !filters.documents.has(index)) return 0;
    if (!filters.since && !filters.until) return 1;
    const late = !filters.since || lastDay(source.date) >= filters.since;
    const early = !filters.until || firstDay(source.date) <= filters.until;
    return Number(source.date !== '' && late && early);
  });
}

/** Does this fact or figure pass the filters that look at evidence? */
function evidencePasses(filters: Filters, documents: Uint8Array | null, document: number, confidence: number): boolean {
  return confidence >= filters.confidence && (!documents || documents[document] === 1);
}

/** For each fact whether it passes. */
export function passingFacts(graph: Graph, detail: Detail, filters: Filters): Uint8Array {
  const documents = passingDocuments(graph, filters);
  const { edge, document, confidence, planned } = detail.facts;
  return Uint8Array.from(edge, (_, i) =>
    Number(
      evidencePasses(filters, documents, document[i], confidence[i]) &&
        (filters.status === 'all' || (filters.status === 'planned') === (planned[i] === 1)),
    ),
  );
}

/** Does this figure pass? A target is what a plan is to a fact. */
export function figurePasses(detail: Detail, filters: Filters, documents: Uint8Array | null, index: number): boolean {
  const { document, confidence, target } = detail.figures;
  return (
    evidencePasses(filters, documents, document[index], confidence[index]) &&
    (filters.status === 'all' || (filters.status === 'planned') === (target[index] === 1))
  );
}

/** For each edge whether the filters let it through, its ends aside. */
function passingEdges(graph: Graph, detail: Detail | null, filters: Filters): Uint8Array {
  const passing = new Uint8Array(graph.edges).fill(1);
  if (asksFacts(filters) && detail) {
    passing.fill(0);
    passingFacts(graph, detail, filters).forEach((ok, fact) => {
      if (ok) passing[detail.facts.edge[fact]] = 1;
    });
  }
  return passing;
}

export function derive(graph: Graph, detail: Detail | null, view: View): Shown {
  const { filters } = view;
  const lines = passingEdges(graph, detail, filters);
  const held = filters.place >= 0 ? contents(graph, filters.place) : null;
  const documents = asksFacts(filters) ? passingDocuments(graph, filters) : null;
  const allowed = (node: number): boolean => !filters.classes.has(graph.cls[node]) && (!held || held.has(node));
  const passable: Passable = (edge) =>
    lines[edge] === 1 &&
    !filters.predicates.has(graph.predicate[edge]) &&
    allowed(graph.from[edge]) &&
    allowed(graph.to[edge]);

  const { members, layer, paths } = inScope(graph, view, passable);
  const { node, classCounts } = shownNodes(
    graph,
    view,
    members,
    (n) => !held || held.has(n),
    (n) => {
      if (!asksFacts(filters) || view.added.has(n) || layer?.get(n) === 0) return true;
      for (const edge of graph.edgesOf(n)) if (lines[edge]) return true;
      if (detail && detail.figuresOf(n).some((index) => figurePasses(detail, filters, documents, index))) return true;
      return documents !== null && detail !== null && detail.mentions(n).some((document) => documents[document] === 1);
    },
  );

  const edge = new Uint8Array(graph.edges);
  const predicateCounts = new Uint32Array(graph.predicates.length);
  let edges = 0;
  for (let e = 0; e < graph.edges; e++) {
    if (!lines[e] || !node[graph.from[e]] || !node[graph.to[e]] || (paths && !paths.edges.has(e))) continue;
    predicateCounts[graph.predicate[e]]++;
    if (filters.predicates.has(graph.predicate[e])) continue;
    edge[e] = 1;
    edges++;
  }
  if (view.scope.kind === 'all' && filters.predicates.size > 0) dropStrangers(graph, view, node, edge);
  let nodes = 0;
  for (let n = 0; n < graph.count; n++) nodes += node[n];
  return { node, edge, nodes, edges, classCounts, predicateCounts, paths, layer };
}

/** Whoever looks at one relation alone looks at the entities that it joins. */
function dropStrangers(graph: Graph, { filters, added }: View, node: Uint8Array, edge: Uint8Array): void {
  if (filters.predicates.size !== graph.predicates.length - 1) return;
  const joined = new Set<number>(added);
  for (let e = 0; e < graph.edges; e++) if (edge[e]) joined.add(graph.from[e]).add(graph.to[e]);
  for (let n = 0; n < graph.count; n++) if (!joined.has(n)) node[n] = 0;
}

interface InScope {
  members: Iterable<number> | null;
  layer: ReadonlyMap<number, number> | null;
  paths: Paths | null;
}

function inScope(graph: Graph, view: View, passable: Passable): InScope {
  const { scope } = view;
  switch (scope.kind) {
    case 'all':
      return { members: null, layer: null, paths: null };
    case 'only':
      return { members: scope.nodes, layer: new Map(scope.nodes.map((n) => [n, 0])), paths: null };
    case 'near': {
      const layer = neighbourhood(graph, scope.roots, scope.hops, passable);
      return { members: layer.keys(), layer, paths: null };
    }
    case 'common': {
      const middle = commonNeighbours(graph, scope.of, passable);
      const layer = new Map<number, number>(scope.of.map((n) => [n, 0]));
      for (const n of middle) layer.set(n, 1);
      return { members: layer.keys(), layer, paths: null };
    }
    case 'paths': {
      const paths = shortestPaths(graph, scope.from, scope.to, passable);
      const layer = paths.total
        ? paths.layer
        : new Map([
            [scope.from, 0],
            [scope.to, 1],
          ]);
      return { members: layer.keys(), layer, paths: paths.total ? paths : null };
    }
  }
}

/** Flags of the nodes shown, and how many of each class there would be with every class switched on. */
function shownNodes(
  graph: Graph,
  view: View,
  members: Iterable<number> | null,
  placed: (node: number) => boolean,
  told: (node: number) => boolean,
): { node: Uint8Array; classCounts: Uint32Array } {
  const node = new Uint8Array(graph.count);
  const classCounts = new Uint32Array(graph.classes.length);
  const put = (n: number): void => {
    if (node[n] || view.hidden.has(n) || !placed(n) || !told(n)) return;
    node[n] = 1;
    classCounts[graph.cls[n]]++;
  };
  if (members) for (const n of members) put(n);
  else for (let n = 0; n < graph.count; n++) put(n);
  for (const n of view.added) put(n);
  for (let n = 0; n < graph.count; n++) if (view.filters.classes.has(graph.cls[n])) node[n] = 0;
  return { node, classCounts };
}

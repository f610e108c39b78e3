// Walking the graph: neighbourhoods, all shortest paths, common neighbours, what a place holds.
import type { Graph } from './graph';

/** May this edge be walked? (Filters decide.) */
export type Passable = (edge: number) => boolean;

/** Steps from the nearest root to each node within `hops`. */
export function neighbourhood(
  graph: Graph,
  roots: readonly number[],
  hops: number,
  passable: Passable,
): Map<number, number> {
  const depth = new Map<number, number>(roots.map((node) => [node, 0]));
  let rim = [...depth.keys()];
  for (let step = 1; step <= hops; step++) {
    const next: number[] = [];
    for (const node of rim) {
      for (const edge of graph.edgesOf(node)) {
        const other = graph.across(edge, node);
        if (!depth.has(other) && passable(edge)) {
          depth.set(other, step);
          next.push(other);
        }
      }
    }
    rim = next;
  }
  return depth;
}

export interface Paths {
  /** Each path as its nodes, at most `limit` of them. */
  paths: number[][];
  /** How many there are in all. */
  total: number;
  /** Layer of each node on some shortest path, from 0 at the start. */
  layer: Map<number, number>;
  /** Edges on some shortest path. */
  edges: Set<number>;
}

/** All shortest paths between two nodes, whichever way the relations point. */
export function shortestPaths(graph: Graph, from: number, to: number, passable: Passable, limit = 50): Paths {
  const none: Paths = { paths: [], total: 0, layer: new Map(), edges: new Set() };
  const depth = new Map<number, number>([[from, 0]]);
  let rim = [from];
  while (rim.length && !depth.has(to)) {
    const next: number[] = [];
    for (const node of rim) {
      for (const edge of graph.edgesOf(node)) {
        const other = graph.across(edge, node);
        if (!depth.has(other) && passable(edge)) {
          depth.set(other, depth.get(node)! + 1);
          next.push(other);
        }
      }
    }
    rim = next;
  }
  const length = depth.get(to);
  if (length === undefined) return none;

  const layer = new Map<number, number>([[to, length]]);
  const edges = new Set<number>();
  const before = new Map<number, number[]>();
  let back = [to];
  for (let at = length; at > 0; at--) {
    const reached = new Set<number>();
    for (const node of back) {
      for (const edge of graph.edgesOf(node)) {
        const other = graph.across(edge, node);
        if (depth.get(other) !== at - 1 || !passable(edge)) continue;
        edges.add(edge);
        const list = before.get(node) ?? [];
        if (!list.includes(other)) list.push(other);
        before.set(node, list);
        reached.add(other);
        layer.set(other, at - 1);
      }
    }
    back = [...reached].sort((a, b) => graph.rank[a] - graph.rank[b]);
  }
  for (const list of before.values()) list.sort((a, b) => graph.rank[a] - graph.rank[b]);

  const ways = new Map<number, number>([[from, 1]]);
  for (const [node] of [...layer].sort((a, b) => a[1] - b[1])) {
    if (node !== from)
      ways.set(
        node,
        (before.get(node) ?? []).reduce((sum, other) => sum + (ways.get(other) ?? 0), 0),
      );
  }
  const paths: number[][] = [];
  const walk = (node: number, tail: number[]): void => {
    if (paths.length >= limit) return;
    const path = [node, ...tail];
    if (node === from) paths.push(path);
    else for (const other of before.get(node) ?? []) walk(other, path);
  };
  walk(to, []);
  return { paths, total: ways.get(to) ?? 0, layer, edges };
}

/** Nodes linked to every one of `of`, best linked first. */
export function commonNeighbours(graph: Graph, of: readonly number[], passable: Passable): number[] {
  let common: Set<number> | undefined;
  for (const node of of) {
    const near = new Set<number>();
    for (const edge of graph.edgesOf(node)) if (passable(edge)) near.add(graph.across(edge, node));
    common = common ? new Set([...common].filter((other) => near.has(other))) : near;
  }
  return [...(common ?? [])].filter((node) => !of.includes(node)).sort((a, b) => graph.rank[a] - graph.rank[b]);
}

const INSIDE = ['locatedIn', 'partOf'];

/** A place and all that is located in it or part of it, directly or through others. */
export function contents(graph: Graph, place: number): Set<number> {
  const inward = new Set(INSIDE.map((id) => graph.predicates.findIndex((known) => known.id === id)));
  const found = new Set([place]);
  const queue = [place];
  for (const node of queue) {
    for (const edge of graph.edgesOf(node)) {
      const inner = graph.from[edge];
      if (graph.to[edge] === node && inward.has(graph.predicate[edge]) && !graph.planned[edge] && !found.has(inner)) {
        found.add(inner);
        queue.push(inner);
      }
    }
  }
  return found;
}

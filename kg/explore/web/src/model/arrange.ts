// Where things stand in a view about some entities: rings about the roots, paths from left to right.
// The overview keeps the places computed at build time.
import type { Graph } from './graph';
import type { Shown } from './shown';
import type { View } from './view';

export interface Places {
  x: Float64Array;
  y: Float64Array;
}
/** `local`: the entities shown have places of their own, not those of the map. */
export interface Arrangement {
  places: Places;
  local: boolean;
}

const LARGEST = 400; // a bigger part of the graph keeps its places on the map
const FEW = 160; // what a filter leaves of the map, if no more, is gathered
const RING = 190;
const ROOM = 105; // along a ring, per entity

export function arrange(graph: Graph, view: View, shown: Shown): Arrangement {
  const places: Places = { x: graph.x.slice(), y: graph.y.slice() };
  let local = shown.layer !== null;
  if (!shown.layer && shown.nodes <= FEW && shown.nodes < graph.count / 2) {
    bunches(graph, shown, places);
    local = true;
  } else if (shown.layer && shown.nodes <= LARGEST) {
    if (view.scope.kind === 'paths') columns(graph, shown, places);
    else if (view.scope.kind === 'common') lens(view.scope.of, shown, places);
    else rings(graph, shown, shown.layer, places);
    besides(graph, view, shown, places);
  }
  for (const [node, [x, y]] of view.pins) {
    places.x[node] = x;
    places.y[node] = y;
  }
  return { places, local };
}

function put(places: Places, node: number, x: number, y: number): void {
  places.x[node] = x;
  places.y[node] = y;
}

/** Paths: a column per step, inside a column ordered by the middle of what came before. */
function columns(graph: Graph, shown: Shown, places: Places): void {
  const byLayer: number[][] = [];
  for (const [node, layer] of shown.layer!) if (shown.node[node]) (byLayer[layer] ??= []).push(node);
  byLayer.forEach((nodes, layer) => {
    if (layer > 0) {
      const middle = new Map(
        nodes.map((node) => [node, mean(earlier(graph, shown, shown.layer!, node, layer).map((n) => places.y[n]))]),
      );
      nodes.sort((a, b) => middle.get(a)! - middle.get(b)! || graph.rank[a] - graph.rank[b]);
    }
    nodes.forEach((node, i) => put(places, node, layer * 240, (i - (nodes.length - 1) / 2) * 96));
  });
}

function earlier(
  graph: Graph,
  shown: Shown,
  depth: ReadonlyMap<number, number>,
  node: number,
  layer: number,
): number[] {
  return [...graph.edgesOf(node)]
    .filter((e) => shown.edge[e])
    .map((e) => graph.across(e, node))
    .filter((other) => depth.get(other) === layer - 1);
}

function mean(values: number[]): number {
  return values.length ? values.reduce((a, b) => a + b, 0) / values.length : 0;
}

/** Common neighbours: the chosen ones on a wide circle, what they share inside it. */
function lens(chosen: readonly number[], shown: Shown, places: Places): void {
  const inner = [...shown.layer!].filter(([node, layer]) => layer === 1 && shown.node[node]).map(([node]) => node);
  const rows = Math.ceil(Math.sqrt(inner.length * 1.6));
  inner.forEach((node, i) => {
    const column = Math.floor(i / rows),
      inColumn = Math.min(rows, inner.length - column * rows);
    const wide = Math.ceil(inner.length / rows);
    put(places, node, (column - (wide - 1) / 2) * 150, ((i % rows) - (inColumn - 1) / 2) * 84);
  });
  const radius = Math.max(260, rows * 50 + 80, Math.ceil(inner.length / Math.max(rows, 1)) * 80 + 170);
  chosen.forEach((node, i) => {
    const angle = Math.PI + (i * 2 * Math.PI) / chosen.length;
    put(places, node, radius * Math.cos(angle), radius * Math.sin(angle) * 0.7);
  });
}

/** Rings: roots in the middle, each ring sorted so that children stand near their parents. */
function rings(graph: Graph, shown: Shown, depth: ReadonlyMap<number, number>, places: Places): void {
  const layers: number[][] = [];
  for (const [node, layer] of depth) if (shown.node[node]) (layers[layer] ??= []).push(node);
  const angle = new Map<number, number>();
  let radius = 0;
  layers.forEach((nodes, layer) => {
    if (layer > 0) {
      const key = new Map(nodes.map((node) => [node, sector(graph, shown, depth, node, layer, angle)]));
      nodes.sort(
        (a, b) =>
          key.get(a)! - key.get(b)! || kind(graph, shown, a) - kind(graph, shown, b) || graph.rank[a] - graph.rank[b],
      );
    }
    const single = layer === 0 && nodes.length === 1;
    radius = single ? 0 : Math.max(radius + (layer ? RING : 0), (nodes.length * ROOM) / (2 * Math.PI), layer ? 0 : 70);
    nodes.forEach((node, i) => {
      const turn = -Math.PI / 2 + ((i + 0.5) * 2 * Math.PI) / nodes.length;
      angle.set(node, turn);
      // on a crowded ring every second one steps out, so that names find room
      const step = layer && nodes.length > 14 && i % 2 ? 62 : 0;
      put(places, node, (radius + step) * Math.cos(turn) * 1.25, (radius + step) * Math.sin(turn) * 0.9);
    });
  });
}

function sector(
  graph: Graph,
  shown: Shown,
  depth: ReadonlyMap<number, number>,
  node: number,
  layer: number,
  angle: Map<number, number>,
): number {
  const parent = earlier(graph, shown, depth, node, layer)[0];
  return layer < 2 || parent === undefined ? 0 : (angle.get(parent) ?? 0);
}

interface Part {
  nodes: number[];
  left: number;
  top: number;
  wide: number;
  high: number;
}

/** What little a filter leaves, gathered: each connected part as rings about its best linked, the parts in rows. */
function bunches(graph: Graph, shown: Shown, places: Places): void {
  const parts: Part[] = [];
  const met = new Set<number>();
  for (const root of graph.order) {
    if (!shown.node[root] || met.has(root)) continue;
    const depth = new Map([[root, 0]]);
    for (const [node, layer] of depth) {
      for (const edge of graph.edgesOf(node)) {
        const other = graph.across(edge, node);
        if (shown.edge[edge] && !depth.has(other)) depth.set(other, layer + 1);
      }
    }
    const nodes = [...depth.keys()];
    for (const node of nodes) met.add(node);
    rings(graph, shown, depth, places);
    if (nodes.length === 2) nodes.forEach((node, i) => put(places, node, i * RING, 0));
    const x = nodes.map((node) => places.x[node]),
      y = nodes.map((node) => places.y[node]);
    const left = Math.min(...x) - ROOM / 2,
      top = Math.min(...y) - 40;
    parts.push({ nodes, left, top, wide: Math.max(...x) + ROOM / 2 - left, high: Math.max(...y) + 50 - top });
  }
  parts.sort((a, b) => b.high - a.high || b.wide - a.wide || graph.rank[a.nodes[0]] - graph.rank[b.nodes[0]]);
  const end = Math.max(
    ...parts.map(({ wide }) => wide),
    Math.sqrt(2.2 * parts.reduce((s, p) => s + p.wide * p.high, 0)),
  );
  let x = 0,
    y = 0,
    row = 0;
  for (const { nodes, left, top, wide, high } of parts) {
    if (x > 0 && x + wide > end) {
      x = 0;
      y += row;
      row = 0;
    }
    for (const node of nodes) put(places, node, places.x[node] - left + x, places.y[node] - top + y);
    x += wide;
    row = Math.max(row, high);
  }
}

/** Neighbours of one root keep together by relation. */
function kind(graph: Graph, shown: Shown, node: number): number {
  const edge = [...graph.edgesOf(node)].find((e) => shown.edge[e]);
  return edge === undefined ? 999 : graph.predicate[edge] * 2 + Number(graph.from[edge] === node);
}

/** What was added by expanding stands in the free places around the entity it belongs to. */
function besides(graph: Graph, view: View, shown: Shown, places: Places): void {
  const set = [...shown.layer!.keys()].filter((node) => shown.node[node]);
  const taken = set.map((node) => [places.x[node], places.y[node]]);
  for (const node of view.added) {
    if (!shown.node[node] || shown.layer!.has(node)) continue;
    const edge = [...graph.edgesOf(node)].find((e) => shown.edge[e]);
    const anchor = edge === undefined ? (set[0] ?? node) : graph.across(edge, node);
    const [x, y] = free(places.x[anchor], places.y[anchor], taken);
    put(places, node, x, y);
    taken.push([x, y]);
  }
}

function free(x: number, y: number, taken: number[][]): [number, number] {
  for (let ring = 1; ring < 40; ring++) {
    const spots = 6 + ring * 4;
    for (let i = 0; i < spots; i++) {
      const turn = ((i + ring * 0.5) * 2 * Math.PI) / spots;
      const px = x + Math.cos(turn) * ring * 95,
        py = y + Math.sin(turn) * ring * 70;
      if (taken.every(([tx, ty]) => Math.abs(tx - px) > 88 || Math.abs(ty - py) > 52)) return [px, py];
    }
  }
  return [x, y];
}

// The network as it was laid out at build time: columns, adjacency, importance. kg/explore/payload.py writes it.

export interface Klass {
  id: string;
  zh: string;
  en: string;
  type: string;
  typeZh: string;
  typeEn: string;
  ancestors: string[];
}
export interface Predicate {
  id: string;
  zh: string;
  en: string;
  inverseZh: string;
  inverseEn: string;
  symmetric: boolean;
}
export interface Source {
  name: string;
  title: string;
  publisher: string;
  date: string;
  origin: string;
  iri: string;
}
/** A community's disc, its members and how many relations join it to which others. */
export interface Community {
  x: number;
  y: number;
  r: number;
  members: number[];
}

export interface NetworkBlock {
  format: number;
  base: string;
  nodes: {
    label: string[];
    id: string[];
    x: number[];
    y: number[];
    size: number[];
    class: number[];
    community: number[];
  };
  edges: { from: number[]; to: number[]; predicate: number[]; planned: number[] };
  communities: [number, number, number][];
  band: [number, number, number, number] | null;
  classes: string[][];
  predicates: (string | number)[][];
  documents: string[][];
}

export class Graph {
  readonly count: number;
  readonly edges: number;
  readonly base: string;
  readonly label: readonly string[];
  readonly id: readonly string[];
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Radius of each entity; as it was laid out, by its relations, unless sized otherwise. */
  readonly size: Float64Array;
  private readonly sizeByRelations: Float64Array;
  readonly cls: Uint16Array;
  readonly community: Uint32Array;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly predicate: Uint16Array;
  readonly planned: Uint8Array;
  readonly classes: readonly Klass[];
  readonly predicates: readonly Predicate[];
  readonly documents: readonly Source[];
  readonly communities: readonly Community[];
  /** The box (left, top, right, bottom) in whose rows the last community stands, the loose entities; or null. */
  readonly band: readonly [number, number, number, number] | null;
  readonly degree: Uint32Array;
  /** Nodes from the best linked to the least. */
  readonly order: Uint32Array;
  /** `rank[order[i]] === i`. */
  readonly rank: Uint32Array;
  /** Edges whose both ends matter first. */
  readonly edgeOrder: Uint32Array;
  /** Where an edge runs among those that join the same two nodes: 0 straight, ±1, ±2 … bowed. */
  readonly lane: Int8Array;
  private readonly offset: Uint32Array;
  private readonly incident: Uint32Array;
  private byId: Map<string, number> | undefined;

  constructor(block: NetworkBlock) {
    const { nodes, edges } = block;
    this.count = nodes.label.length;
    this.edges = edges.from.length;
    this.base = block.base;
    this.label = nodes.label;
    this.id = nodes.id;
    this.x = Float64Array.from(nodes.x);
    this.y = Float64Array.from(nodes.y);
    this.sizeByRelations = Float64Array.from(nodes.size);
    this.size = this.sizeByRelations.slice();
    this.cls = Uint16Array.from(nodes.class);
    this.community = Uint32Array.from(nodes.community);
    this.from = Uint32Array.from(edges.from);
    this.to = Uint32Array.from(edges.to);
    this.predicate = Uint16Array.from(edges.predicate);
    this.planned = Uint8Array.from(edges.planned);
    this.classes = block.classes.map(([id, zh, en, type, typeZh, typeEn, above]) => ({
      id,
      zh,
      en,
      type,
      typeZh,
      typeEn,
      ancestors: above.split(' '),
    }));
    this.predicates = block.predicates.map((row) => {
      const [id, zh, en, inverseZh, inverseEn] = row as string[];
      return { id, zh, en, inverseZh, inverseEn, symmetric: row[5] === 1 };
    });
    this.documents = block.documents.map(([name, title, publisher, date, origin, iri]) => ({
      name,
      title,
      publisher,
      date,
      origin,
      iri,
    }));
    this.communities = block.communities.map(([x, y, r]) => ({ x, y, r, members: [] }));
    this.band = block.band;

    this.degree = new Uint32Array(this.count);
    for (let e = 0; e < this.edges; e++) {
      this.degree[this.from[e]]++;
      this.degree[this.to[e]]++;
    }
    [this.offset, this.incident] = adjacency(this.count, this.from, this.to, this.degree);
    [this.order, this.rank] = ranking(this.degree);
    for (const node of this.order) this.communities[this.community[node]]?.members.push(node);
    this.edgeOrder = edgeRanking(this.from, this.to, this.rank);
    this.lane = lanes(this.from, this.to);
  }

  /** The edges at a node. */
  edgesOf(node: number): Uint32Array {
    return this.incident.subarray(this.offset[node], this.offset[node + 1]);
  }

  /** The other end of an edge. */
  across(edge: number, node: number): number {
    return this.from[edge] === node ? this.to[edge] : this.from[edge];
  }

  iri(node: number): string {
    return this.base + this.id[node];
  }

  /** Size entities by some measure, or by their relations again. */
  sized(measure: ((node: number) => number) | null): void {
    if (measure) this.size.forEach((_, node) => (this.size[node] = Math.min(26, 5 + 3.2 * Math.sqrt(measure(node)))));
    else this.size.set(this.sizeByRelations);
  }

  /** Does an entity stand in the rows of the loose? */
  isLoose(node: number): boolean {
    return this.band !== null && this.community[node] === this.communities.length - 1;
  }

  /** The node with this id (an IRI without the graph's base), or -1. */
  find(id: string): number {
    this.byId ??= new Map(this.id.map((name, node) => [name, node]));
    return this.byId.get(id) ?? -1;
  }
}

function adjacency(count: number, from: Uint32Array, to: Uint32Array, degree: Uint32Array): [Uint32Array, Uint32Array] {
  const offset = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) offset[i + 1] = offset[i] + degree[i];
  const next = offset.slice();
  const incident = new Uint32Array(offset[count]);
  for (let e = 0; e < from.length; e++) {
    incident[next[from[e]]++] = e;
    incident[next[to[e]]++] = e;
  }
  return [offset, incident];
}

/** Sort by a whole-number key in linear time; equal keys keep their order. */
function countingSort(keys: Uint32Array, highest: number): Uint32Array {
  const start = new Uint32Array(highest + 2);
  for (const key of keys) start[key + 1]++;
  for (let i = 0; i <= highest; i++) start[i + 1] += start[i];
  const order = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) order[start[keys[i]]++] = i;
  return order;
}

function ranking(degree: Uint32Array): [Uint32Array, Uint32Array] {
  let most = 0;
  for (const d of degree) if (d > most) most = d;
  const order = countingSort(
    degree.map((d) => most - d),
    most,
  );
  const rank = new Uint32Array(degree.length);
  order.forEach((node, place) => {
    rank[node] = place;
  });
  return [order, rank];
}

function edgeRanking(from: Uint32Array, to: Uint32Array, rank: Uint32Array): Uint32Array {
  return countingSort(
    from.map((a, e) => Math.max(rank[a], rank[to[e]])),
    rank.length,
  );
}

function lanes(from: Uint32Array, to: Uint32Array): Int8Array {
  const lane = new Int8Array(from.length);
  const met = new Map<number, number>();
  for (let e = 0; e < from.length; e++) {
    const low = Math.min(from[e], to[e]),
      high = Math.max(from[e], to[e]);
    const key = low * 4194304 + high;
    const before = met.get(key) ?? 0;
    met.set(key, before + 1);
    const side = (before + 1) >> 1;
    lane[e] = Math.min(side, 60) * (before % 2 ? 1 : -1) * (from[e] === low ? 1 : -1);
  }
  return lane;
}

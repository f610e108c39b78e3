// Names, evidence and figures: the second block of data, read once the first picture stands.
import type { Graph } from './graph';

interface EvidenceColumns {
  base: string;
  iri: string[];
  document: number[];
  start: number[];
  end: number[];
  text: number[];
  from: number[];
  to: number[];
  rule: number[];
  confidence: number[];
}
interface FactColumns extends EvidenceColumns {
  edge: number[];
  turned: number[];
  planned: number[];
}
interface FigureColumns extends EvidenceColumns {
  subject: number[];
  indicator: string[];
  value: number[];
  unit: string[];
  comparator: string[];
  period: (string | null)[];
  target: number[];
  whole: number[];
}
interface DetailBlock {
  english: Record<string, string>;
  aliases: Record<string, string[]>;
  pinyin: string[];
  mentions: number[][];
  facts: FactColumns;
  figures: FigureColumns;
  texts: string[];
  rules: string[];
}

/** Where a fact or figure stands: the sentence, the quote's place in it, the document's characters. */
export interface Evidence {
  iri: string;
  document: number;
  start: number;
  end: number;
  sentence: string;
  from: number;
  to: number;
  rule: string;
  confidence: number;
}
export interface Fact extends Evidence {
  index: number;
  edge: number;
  subject: number;
  object: number;
  planned: boolean;
}
export interface Figure extends Evidence {
  index: number;
  subject: number;
  indicator: string;
  value: number;
  unit: string;
  comparator: string;
  period: string | null;
  target: boolean;
  whole: boolean;
}

export class Detail {
  readonly facts: FactColumns;
  readonly figures: FigureColumns;
  readonly factCount: number;
  readonly figureCount: number;
  private readonly figuresBySubject = new Map<number, number[]>();
  /** Facts of edge e are firstFact[e] … firstFact[e + 1] - 1: the builder writes them in the order of the edges. */
  private readonly firstFact: Uint32Array;

  constructor(
    private readonly graph: Graph,
    private readonly block: DetailBlock,
  ) {
    this.facts = block.facts;
    this.figures = block.figures;
    this.factCount = this.facts.edge.length;
    this.figureCount = this.figures.subject.length;
    this.firstFact = new Uint32Array(graph.edges + 1);
    for (const edge of this.facts.edge) this.firstFact[edge + 1]++;
    for (let e = 0; e < graph.edges; e++) this.firstFact[e + 1] += this.firstFact[e];
    this.figures.subject.forEach((node, index) => {
      const list = this.figuresBySubject.get(node);
      if (list) list.push(index);
      else this.figuresBySubject.set(node, [index]);
    });
  }

  aliases(node: number): readonly string[] {
    return this.block.aliases[node] ?? [];
  }
  english(node: number): string {
    return this.block.english[node] ?? '';
  }
  pinyin(node: number): string {
    return this.block.pinyin[node];
  }
  mentions(node: number): readonly number[] {
    return this.block.mentions[node];
  }

  /** Indexes of the facts behind an edge. */
  factsOf(edge: number): number[] {
    return Array.from({ length: this.firstFact[edge + 1] - this.firstFact[edge] }, (_, i) => this.firstFact[edge] + i);
  }

  figuresOf(node: number): readonly number[] {
    return this.figuresBySubject.get(node) ?? [];
  }

  /** Evidence whose sentence names an entity of each of `groups` of names; each sentence once. */
  naming(groups: readonly (readonly string[])[]): Evidence[] {
    const { texts } = this.block;
    const said = (text: string): boolean =>
      groups.every((names) => names.some((name) => name.length > 1 && text.includes(name)));
    const wanted = new Set(texts.map((text, i) => (said(text) ? i : -1)).filter((i) => i >= 0));
    const found: Evidence[] = [];
    for (const columns of [this.facts, this.figures])
      columns.text.forEach((text, i) => {
        if (wanted.delete(text)) found.push(this.evidence(columns, i));
      });
    return found;
  }

  fact(index: number): Fact {
    const edge = this.facts.edge[index];
    const turned = this.facts.turned[index] === 1;
    const { from, to } = this.graph;
    return {
      ...this.evidence(this.facts, index),
      index,
      edge,
      planned: this.facts.planned[index] === 1,
      subject: turned ? to[edge] : from[edge],
      object: turned ? from[edge] : to[edge],
    };
  }

  figure(index: number): Figure {
    const f = this.figures;
    return {
      ...this.evidence(f, index),
      index,
      subject: f.subject[index],
      indicator: f.indicator[index],
      value: f.value[index],
      unit: f.unit[index],
      comparator: f.comparator[index],
      period: f.period[index],
      target: f.target[index] === 1,
      whole: f.whole[index] === 1,
    };
  }

  private evidence(columns: EvidenceColumns, i: number): Evidence {
    return {
      iri: columns.base + columns.iri[i],
      document: columns.document[i],
      start: columns.start[i],
      end: columns.end[i],
      sentence: this.block.texts[columns.text[i]],
      from: columns.from[i],
      to: columns.to[i],
      rule: this.block.rules[columns.rule[i]],
      confidence: columns.confidence[i],
    };
  }
}

export type Span = readonly [start: number, end: number];

/**
 * Where one of some names stands in a sentence: the longest form that occurs, rather within the quote, and rather
 * where nothing is `taken` (西电杭研院 is also the beginning of its centre's name); null if none does.
 */
export function locate(
  names: readonly string[],
  sentence: string,
  from: number,
  to: number,
  taken: readonly Span[] = [],
): Span | null {
  const squeezed = names
    .map((name) => name.replace(/\s+/g, '').toLowerCase())
    .filter(Boolean)
    .sort((a, b) => b.length - a.length);
  const text = sentence.toLowerCase();
  for (const free of taken.length ? [true, false] : [false]) {
    for (const inside of [true, false]) {
      for (const name of squeezed) {
        for (let at = text.indexOf(name, inside ? from : 0); at >= 0; at = text.indexOf(name, at + 1)) {
          const end = at + name.length;
          if (inside && end > to) break;
          if (!free || taken.every(([start, stop]) => end <= start || at >= stop)) return [at, end];
        }
      }
    }
  }
  return null;
}

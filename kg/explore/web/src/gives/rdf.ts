// What is shown as RDF: the same triples as kg/graph/rdf.py writes for the same entities, facts and figures.
import { mended } from '../model/halves';
import type { Detail, Evidence } from '../model/detail';
import type { Graph } from '../model/graph';

/** Three terms as N-Triples writes them. */
export type Triple = readonly [string, string, string];

export const PREFIXES: Readonly<Record<string, string>> = {
  ik: 'https://w3id.org/innokg/ontology#',
  oa: 'http://www.w3.org/ns/oa#',
  prov: 'http://www.w3.org/ns/prov#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  schema: 'https://schema.org/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

function name(prefixed: string): string {
  const [prefix, local] = prefixed.split(':');
  return `<${PREFIXES[prefix]}${local}>`;
}

function iri(value: string): string {
  // A sound IRI needs no escape; whatever else came in must not end the term.
  return `<${value.replace(/[\u0000-\u0020<>"{}|^`\\]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)}>`;
}

const SHORT: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export function text(value: string, language = ''): string {
  const escaped = mended(value, '?').replace(
    /["\\\u0000-\u001f\u007f\u0085\u2028\u2029\ufeff]/g,
    (c) => SHORT[c] ?? `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return `"${escaped}"${language && `@${language}`}`;
}

function typed(value: string, datatype: string): string {
  return `"${value}"^^<${PREFIXES.xsd}${datatype}>`;
}

/** Digits without an exponent. */
function digits(value: number): string {
  if (Math.abs(value) >= 1e21) return BigInt(value).toString();
  const plain = String(value);
  return plain.includes('e') ? value.toFixed(20).replace(/0+$/, '') : plain;
}

function integer(value: number, datatype = 'integer'): string {
  return typed(digits(value), datatype);
}

function decimal(value: number): string {
  const plain = digits(value);
  return typed(plain.includes('.') ? (plain.endsWith('.') ? `${plain}0` : plain) : `${plain}.0`, 'decimal');
}

function date(value: string): string {
  const day = (full: string): boolean => {
    const parsed = new Date(`${full}T00:00:00Z`);
    return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === full;
  };
  if (/^\d{4}$/.test(value) && day(`${value}-01-01`)) return typed(value, 'gYear');
  if (/^\d{4}-\d\d$/.test(value) && day(`${value}-01`)) return typed(value, 'gYearMonth');
  return /^\d{4}-\d\d-\d\d$/.test(value) && day(value) ? typed(value, 'date') : text(value);
}

/** Is most of this name written in Latin letters? */
function latin(value: string): boolean {
  return /[A-Za-z]/.test(value) && !/[\u2e80-\u9fff\uf900-\ufaff]/.test(value);
}

/** The triples of all that is shown; some stand there twice. */
export function triples(graph: Graph, detail: Detail, shown: { node: Uint8Array; edge: Uint8Array }): Triple[] {
  const out: Triple[] = [];
  const documents = new Set<number>();
  for (let node = 0; node < graph.count; node++) {
    if (!shown.node[node]) continue;
    entity(graph, detail, node, out, documents);
    for (const index of detail.figuresOf(node)) {
      const figure = detail.figure(index),
        self = iri(figure.iri);
      out.push(
        [self, name('rdf:type'), name('ik:Observation')],
        [self, name('ik:about'), iri(graph.iri(node))],
        [self, name('ik:indicator'), text(figure.indicator)],
        [self, name('ik:value'), figure.whole ? integer(figure.value) : decimal(figure.value)],
        [self, name('ik:comparator'), text(figure.comparator)],
      );
      if (figure.unit) out.push([self, name('ik:unit'), text(figure.unit)]);
      if (figure.period) out.push([self, name('ik:period'), text(figure.period)]);
      evidence(graph, figure, figure.target ? 'target' : 'achieved', out, documents);
    }
  }
  for (let edge = 0; edge < graph.edges; edge++) {
    if (!shown.edge[edge]) continue;
    for (const index of detail.factsOf(edge)) {
      const fact = detail.fact(index),
        self = iri(fact.iri);
      const s = iri(graph.iri(fact.subject)),
        o = iri(graph.iri(fact.object));
      const known = graph.predicates[graph.predicate[edge]],
        p = name(`ik:${known.id}`);
      if (!fact.planned) {
        out.push([s, p, o]);
        if (known.symmetric) out.push([o, p, s]);
      }
      out.push(
        [self, name('rdf:type'), name('ik:Fact')],
        [self, name('rdf:subject'), s],
        [self, name('rdf:predicate'), p],
        [self, name('rdf:object'), o],
      );
      evidence(graph, fact, fact.planned ? 'planned' : 'asserted', out, documents);
    }
  }
  for (const index of documents) document(graph, index, out);
  return out;
}

function entity(graph: Graph, detail: Detail, node: number, out: Triple[], documents: Set<number>): void {
  const self = iri(graph.iri(node)),
    label = graph.label[node],
    english = detail.english(node),
    names = detail.aliases(node);
  for (const cls of graph.classes[graph.cls[node]].ancestors) out.push([self, name('rdf:type'), name(`ik:${cls}`)]);
  for (const index of detail.mentions(node)) {
    out.push([self, name('ik:mentionedIn'), iri(graph.documents[index].iri)]);
    documents.add(index);
  }
  out.push([self, name('skos:prefLabel'), text(label, 'zh')], [self, name('rdfs:label'), text(label, 'zh')]);
  if (english && (english === label || names.includes(english))) {
    out.push([self, name('skos:prefLabel'), text(english, 'en')], [self, name('rdfs:label'), text(english, 'en')]);
  }
  for (const alias of names) {
    if (alias !== label && alias !== english)
      out.push([self, name('skos:altLabel'), text(alias, latin(alias) ? 'en' : 'zh')]);
  }
}

function evidence(graph: Graph, item: Evidence, status: string, out: Triple[], documents: Set<number>): void {
  const source = graph.documents[item.document];
  if (!source) return;
  documents.add(item.document);
  const self = iri(item.iri),
    from = iri(source.iri),
    span = `${source.iri}#char=${item.start},${item.end}`;
  const piece = iri(span),
    position = iri(`${span};position`),
    quote = iri(`${span};quote`);
  out.push(
    [self, name('ik:status'), text(status)],
    [self, name('ik:confidence'), decimal(item.confidence)],
    [self, name('ik:rule'), text(item.rule)],
    [self, name('prov:wasDerivedFrom'), from],
    [self, name('ik:evidence'), piece],
    [piece, name('rdf:type'), name('oa:SpecificResource')],
    [piece, name('oa:hasSource'), from],
    [piece, name('oa:hasSelector'), position],
    [piece, name('oa:hasSelector'), quote],
    [position, name('rdf:type'), name('oa:TextPositionSelector')],
    [position, name('oa:start'), integer(item.start, 'nonNegativeInteger')],
    [position, name('oa:end'), integer(item.end, 'nonNegativeInteger')],
    [quote, name('rdf:type'), name('oa:TextQuoteSelector')],
    [quote, name('oa:exact'), text(item.sentence.slice(item.from, item.to))],
    [quote, name('oa:prefix'), text(item.sentence.slice(0, item.from))],
    [quote, name('oa:suffix'), text(item.sentence.slice(item.to))],
  );
}

function document(graph: Graph, index: number, out: Triple[]): void {
  const source = graph.documents[index],
    self = iri(source.iri);
  out.push(
    [self, name('rdf:type'), name('ik:Document')],
    [self, name('rdfs:label'), text(source.title || source.name, 'zh')],
    [self, name('schema:identifier'), text(source.name)],
  );
  if (source.title) out.push([self, name('schema:headline'), text(source.title, 'zh')]);
  if (source.publisher) out.push([self, name('schema:publisher'), text(source.publisher)]);
  if (source.date) out.push([self, name('schema:datePublished'), date(source.date)]);
  if (source.origin) out.push([self, name('ik:origin'), text(source.origin)]);
}

export function ntriples(all: readonly Triple[]): string {
  return all.map(([s, p, o]) => `${s} ${p} ${o} .\n`).join('');
}

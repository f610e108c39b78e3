// What is shown as GraphML, for Gephi, yEd, Cytoscape and networkx.
import type { App } from '../ui/app';
import { xml } from './cells';

export function graphml(app: App): string {
  const { graph, shown, detail } = app;
  const keys: [string, string, string, string][] = [
    ['n0', 'node', 'label', 'string'],
    ['n1', 'node', 'class', 'string'],
    ['n2', 'node', 'aliases', 'string'],
    ['n3', 'node', 'x', 'double'],
    ['n4', 'node', 'y', 'double'],
    ['e0', 'edge', 'predicate', 'string'],
    ['e1', 'edge', 'label', 'string'],
    ['e2', 'edge', 'status', 'string'],
    ['e3', 'edge', 'evidence', 'string'],
    ['e4', 'edge', 'documents', 'string'],
  ];
  const data = (key: string, value: string | number): string => `<data key="${key}">${xml(String(value))}</data>`;
  const out = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys.map(([id, what, name, type]) => `<key id="${id}" for="${what}" attr.name="${name}" attr.type="${type}"/>`),
    '<graph edgedefault="directed">',
  ];
  for (const node of graph.order) {
    if (!shown.node[node]) continue;
    const { x, y } = app.stage.place(node);
    out.push(
      `<node id="${xml(graph.iri(node))}">${data('n0', graph.label[node])}${data('n1', graph.classes[graph.cls[node]].id)}` +
        `${data('n2', (detail?.aliases(node) ?? []).join('；'))}${data('n3', Math.round(x))}${data('n4', Math.round(y))}</node>`,
    );
  }
  for (let edge = 0; edge < graph.edges; edge++) {
    if (!shown.edge[edge]) continue;
    const facts = detail ? detail.factsOf(edge).map((index) => detail.fact(index)) : [];
    const { id } = graph.predicates[graph.predicate[edge]];
    out.push(
      `<edge id="e${edge}" source="${xml(graph.iri(graph.from[edge]))}" target="${xml(graph.iri(graph.to[edge]))}">${data('e0', id)}` +
        `${data('e1', graph.predicates[graph.predicate[edge]].zh)}${data('e2', graph.planned[edge] ? 'planned' : 'asserted')}` +
        `${data('e3', facts.map((fact) => fact.sentence.slice(fact.from, fact.to)).join(' / '))}` +
        `${data('e4', [...new Set(facts.map((fact) => graph.documents[fact.document]?.name ?? ''))].join(' / '))}</edge>`,
    );
  }
  return [...out, '</graph>', '</graphml>', ''].join('\n');
}

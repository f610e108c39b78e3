// A SPARQL engine (Oxigraph, compiled to WebAssembly) in a worker of its own, so that a long query can be stopped.
import init, { Store, namedNode } from 'oxigraph/web.js';
import type { Answer, Cell, Question } from './protocol';

const MOST = 5000; // rows handed back
let store: Store | null = null;

self.onmessage = (event: MessageEvent<Question>): void => {
  const question = event.data;
  if (question.kind === 'load') {
    load(question).then(
      () => reply({ kind: 'ready', size: store!.size }),
      (error) => reply({ kind: 'error', message: told(error) }),
    );
  } else {
    try {
      reply(ask(question.query));
    } catch (error) {
      reply({ kind: 'error', message: told(error) });
    }
  }
};

function reply(answer: Answer): void {
  (self as unknown as Worker).postMessage(answer);
}

function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function load({ wasm, triples, ontology, names }: Question & { kind: 'load' }): Promise<void> {
  const packed = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  await init({ module_or_path: await new Response(stream).arrayBuffer() });
  const filled = new Store();
  filled.load(triples, { format: 'application/n-triples' });
  // labels of classes and relations, in the graph where the named queries look for them
  filled.load(names, { format: 'application/n-triples', to_graph_name: namedNode(ontology) });
  store = filled;
}

interface Bindings {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, { type: string; value: string; 'xml:lang'?: string; datatype?: string }>[] };
}

function ask(query: string): Answer {
  const form = /\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b/i
    .exec(query.replace(/#[^\n<>"]*$/gm, '').replace(/PREFIX\s+\S+\s+<[^>]*>/gi, ''))?.[1]
    .toUpperCase();
  if (form === 'CONSTRUCT' || form === 'DESCRIBE') {
    return { kind: 'graph', turtle: String(store!.query(query, { results_format: 'text/turtle' })) };
  }
  const found = JSON.parse(
    String(store!.query(query, { results_format: 'application/sparql-results+json' })),
  ) as Bindings;
  if (found.boolean !== undefined) return { kind: 'boolean', value: found.boolean };
  const columns = found.head.vars ?? [],
    all = found.results?.bindings ?? [];
  const rows = all.slice(0, MOST).map((row) =>
    columns.map((name): Cell => {
      const term = row[name];
      return term
        ? {
            value: term.value,
            iri: term.type === 'uri',
            number: /integer|decimal|double|float/.test(term.datatype ?? ''),
          }
        : { value: '', iri: false, number: false };
    }),
  );
  return { kind: 'table', columns, rows, total: all.length };
}

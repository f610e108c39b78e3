// The engine as the page sees it: started when first asked, stopped by ending its worker.
import { ntriples, PREFIXES, text, triples } from '../gives/rdf';
import type { Detail } from '../model/detail';
import type { Graph } from '../model/graph';
import type { Answer, Question } from './protocol';

const ONTOLOGY = 'https://w3id.org/innokg/ontology';

/** Is an engine built into this page? (The engine itself stands behind the data, where parsing has not come yet.) */
export function hasEngine(): boolean {
  return document.getElementById('queries') !== null;
}

export class Engine {
  private worker: Worker | null = null;
  private ready: Promise<number> | null = null;
  private stopped: ((answer: Answer) => void) | null = null;

  constructor(
    private readonly graph: Graph,
    private readonly detail: Detail,
  ) {}

  /** Load the engine and the graph; gives the number of triples. */
  start(): Promise<number> {
    this.ready ??= new Promise((resolve, reject) => {
      const url = URL.createObjectURL(
        new Blob([document.getElementById('engine')!.textContent!], { type: 'text/javascript' }),
      );
      this.worker = new Worker(trusted(url));
      this.worker.onerror = (event) => reject(new Error(event.message));
      this.worker.onmessage = ({ data }: MessageEvent<Answer>) => {
        if (data.kind === 'ready') resolve(data.size);
        else reject(new Error(data.kind === 'error' ? data.message : data.kind));
      };
      this.tell({
        kind: 'load',
        wasm: document.getElementById('engine-wasm')!.textContent!.trim(),
        ontology: ONTOLOGY,
        triples: ntriples(triples(this.graph, this.detail, everything(this.graph))),
        names: labels(this.graph),
      });
    });
    return this.ready;
  }

  async ask(query: string): Promise<Answer> {
    try {
      await this.start();
    } catch (error) {
      this.stop();
      return { kind: 'error', message: String(error) };
    }
    return new Promise((resolve) => {
      this.stopped = resolve;
      this.worker!.onmessage = ({ data }: MessageEvent<Answer>) => {
        this.stopped = null;
        resolve(data);
      };
      this.tell({ kind: 'ask', query: prefixed(query, this.graph.base) });
    });
  }

  /** End a query that takes too long; the next one starts the engine anew. */
  stop(message = ''): void {
    this.worker?.terminate();
    this.worker = this.ready = null;
    this.stopped?.({ kind: 'error', message });
    this.stopped = null;
  }

  private tell(question: Question): void {
    this.worker!.postMessage(question);
  }
}

interface Types {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}
let policy: ReturnType<Types['createPolicy']> | undefined;

/** The worker's address, which the page's policy lets through in this one place. */
function trusted(url: string): string {
  const types = (globalThis as { trustedTypes?: Types }).trustedTypes;
  if (!types) return url;
  policy ??= types.createPolicy('innokg', { createScriptURL: (given) => given });
  return policy.createScriptURL(url);
}

function everything(graph: Graph): { node: Uint8Array; edge: Uint8Array } {
  return { node: new Uint8Array(graph.count).fill(1), edge: new Uint8Array(graph.edges).fill(1) };
}

/** Labels of the classes and relations, as ontology.ttl has them. */
function labels(graph: Graph): string {
  return [...graph.classes, ...graph.predicates]
    .flatMap(({ id, zh, en }) =>
      [
        [zh, 'zh'],
        [en, 'en'],
      ].map(([label, language]) => `<${PREFIXES.ik}${id}> <${PREFIXES.rdfs}label> ${text(label, language)} .\n`),
    )
    .join('');
}

/** The query with the prefixes it uses and does not declare. */
export function prefixed(query: string, base: string): string {
  const root = base.replace(/id\/$/, '');
  const known: Record<string, string> = {
    ...PREFIXES,
    id: base,
    doc: `${root}doc/`,
    fact: `${root}fact/`,
    obs: `${root}observation/`,
  };
  const missing = Object.entries(known).filter(
    ([name]) => new RegExp(`\\b${name}:`).test(query) && !new RegExp(`PREFIX\\s+${name}:`, 'i').test(query),
  );
  return missing.map(([name, space]) => `PREFIX ${name}: <${space}>\n`).join('') + query;
}

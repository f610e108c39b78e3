// What the page and the SPARQL worker say to each other.

export type Question =
  | { kind: 'load'; /** The engine: base64 of gzip. */ wasm: string; triples: string; ontology: string; names: string }
  | { kind: 'ask'; query: string };

export interface Cell {
  value: string;
  iri: boolean;
  number: boolean;
}

export type Answer =
  | { kind: 'ready'; size: number }
  | { kind: 'table'; columns: string[]; rows: Cell[][]; total: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'graph'; turtle: string }
  | { kind: 'error'; message: string };

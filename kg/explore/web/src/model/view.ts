// What the reader has chosen to see, as one plain value; and the steps between such values, undone and redone.

/** Which part of the graph is on the table. */
export type Scope =
  | { kind: 'all' }
  | { kind: 'near'; roots: readonly number[]; hops: number }
  | { kind: 'paths'; from: number; to: number }
  | { kind: 'common'; of: readonly number[] }
  | { kind: 'only'; nodes: readonly number[] };

export interface Filters {
  /** Classes and predicates switched off. */
  readonly classes: ReadonlySet<number>;
  readonly predicates: ReadonlySet<number>;
  /** Documents to look at; empty means all. */
  readonly documents: ReadonlySet<number>;
  readonly status: 'all' | 'asserted' | 'planned';
  readonly since: string;
  readonly until: string;
  readonly confidence: number;
  /** A place: it and everything in it; -1 for none. */
  readonly place: number;
}

export interface View {
  readonly scope: Scope;
  readonly added: ReadonlySet<number>;
  readonly hidden: ReadonlySet<number>;
  readonly pins: ReadonlyMap<number, readonly [number, number]>;
  readonly filters: Filters;
  readonly selected: readonly number[];
  /** The edge whose evidence is open, or -1. */
  readonly edge: number;
}

export const NO_FILTERS: Filters = {
  classes: new Set(),
  predicates: new Set(),
  documents: new Set(),
  status: 'all',
  since: '',
  until: '',
  confidence: 0,
  place: -1,
};

export const START: View = {
  scope: { kind: 'all' },
  added: new Set(),
  hidden: new Set(),
  pins: new Map(),
  filters: NO_FILTERS,
  selected: [],
  edge: -1,
};

type Listener = (view: View, before: View) => void;

/** The current view and its history. A step can be undone; a touch (selection) only rides along. */
export class Store {
  private past: View[] = [];
  private future: View[] = [];
  private readonly listeners: Listener[] = [];

  constructor(public view: View = START) {}

  get canUndo(): boolean {
    return this.past.length > 0;
  }
  get canRedo(): boolean {
    return this.future.length > 0;
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  step(change: Partial<View>): void {
    this.past.push(this.view);
    if (this.past.length > 500) this.past.shift();
    this.future = [];
    this.set({ ...this.view, ...change });
  }

  touch(change: Partial<View>): void {
    this.set({ ...this.view, ...change });
  }

  filter(change: Partial<Filters>): void {
    this.step({ filters: { ...this.view.filters, ...change } });
  }

  undo(): void {
    this.travel(this.past, this.future);
  }
  redo(): void {
    this.travel(this.future, this.past);
  }

  private travel(from: View[], to: View[]): void {
    const view = from.pop();
    if (!view) return;
    to.push(this.view);
    this.set(view);
  }

  private set(view: View): void {
    const before = this.view;
    this.view = view;
    for (const listener of this.listeners) listener(view, before);
  }
}

/** A set with `item` put in or taken out. */
export function toggled<T>(set: ReadonlySet<T>, item: T): ReadonlySet<T> {
  const copy = new Set(set);
  if (!copy.delete(item)) copy.add(item);
  return copy;
}

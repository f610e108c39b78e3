// What every panel is given: the graph, the view, the words, and the verbs.
import { arrange } from '../model/arrange';
import type { Detail } from '../model/detail';
import type { Graph } from '../model/graph';
import { derive, type Shown } from '../model/shown';
import { NO_FILTERS, START, Store, toggled, type Scope, type View } from '../model/view';
import { Stage } from '../draw/stage';
import { DARK, LIGHT } from '../draw/theme';
import { amount, type Amount } from './amount';
import { clean } from './dom';
import { word, type Language, type Word } from './words';

const MANY = 500;

export type List = 'entities' | 'facts' | 'figures' | 'ask';
export interface Preferences {
  language: Language;
  dark: boolean;
  list: List | null;
  legend: boolean;
  guide: boolean;
  /** What colour and size of an entity tell. */
  colour: 'class' | 'community';
  size: 'relations' | 'figures' | 'even';
}

export class App {
  detail: Detail | null = null;
  shown!: Shown;
  /** A first end for which the search box looks for the other. */
  pathFrom = -1;
  /** The unit to which the list of figures is narrowed, or ''. */
  unit = '';
  announce: (text: string) => void = () => {};
  private readonly panels: (() => void)[] = [];
  private readonly waiting: ((detail: Detail) => void)[] = [];
  private drawn: View | null = null;

  constructor(
    readonly graph: Graph,
    readonly store: Store,
    readonly stage: Stage,
    readonly title: string,
    readonly preferences: Preferences,
  ) {
    store.onChange((view, before) => this.changed(view, before));
  }

  // what is said and how

  say(key: Word, ...values: (string | number)[]): string {
    return word(this.preferences.language, key, ...values);
  }
  get english(): boolean {
    return this.preferences.language === 'en';
  }

  /** An entity's name in the language chosen, fit to be shown. */
  name(node: number): string {
    const english = this.english && this.detail ? this.detail.english(node) : '';
    return clean(english || this.graph.label[node]);
  }

  className(cls: number): string {
    const c = this.graph.classes[cls];
    return this.english ? c.en : c.zh;
  }
  typeName(cls: number): string {
    const c = this.graph.classes[cls];
    return this.english ? c.typeEn : c.typeZh;
  }
  predicateName(predicate: number): string {
    const p = this.graph.predicates[predicate];
    return this.english ? p.en : p.zh;
  }

  /** A predicate read from its object. */
  inverseName(predicate: number): string {
    const p = this.graph.predicates[predicate];
    return (this.english ? p.inverseEn : p.inverseZh) || `← ${this.predicateName(predicate)}`;
  }

  documentName(index: number): string {
    const source = this.graph.documents[index];
    return source ? clean(source.title || source.name) : '?';
  }

  /** A figure's amount in words: 超 6,000 万元. */
  amount(figure: Amount): string {
    return amount(figure, this.english);
  }

  // panels

  /** Register a panel; it is drawn anew whenever anything it might show changes. */
  panel(render: () => void): void {
    this.panels.push(render);
  }
  renderPanels(): void {
    for (const render of this.panels) render();
  }

  whenDetailed(then: (detail: Detail) => void): void {
    if (this.detail) then(this.detail);
    else this.waiting.push(then);
  }

  detailed(detail: Detail): void {
    this.detail = detail;
    this.resize();
    this.redraw(false);
    for (const then of this.waiting.splice(0)) then(detail);
  }

  dress(): void {
    const { dark, language } = this.preferences;
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    this.stage.dress(dark ? DARK : LIGHT, this.english);
    this.stage.looseName = this.say('loose');
    this.stage.byCommunity = this.preferences.colour === 'community';
    this.resize();
    this.stage.name = (node) => this.name(node);
    this.stage.predicateName = (predicate) => this.predicateName(predicate);
  }

  private resize(): void {
    const { size } = this.preferences,
      { detail } = this;
    if (size === 'figures') this.graph.sized(detail && ((node) => detail.figuresOf(node).length));
    else this.graph.sized(size === 'even' ? () => 1 : null);
  }

  prefer(change: Partial<Preferences>): void {
    Object.assign(this.preferences, change);
    this.dress();
    this.renderPanels();
  }

  private changed(view: View, before: View): void {
    const same =
      view.scope === before.scope &&
      view.added === before.added &&
      view.hidden === before.hidden &&
      view.pins === before.pins &&
      view.filters === before.filters;
    if (!same) this.redraw(true, false);
    this.mark();
    if (view.scope !== before.scope) this.stage.fit();
    this.renderPanels();
  }

  /** Derive what is shown from the view. */
  redraw(animate: boolean, panels = true): void {
    const { view } = this.store;
    this.shown = derive(this.graph, this.detail, view);
    this.stage.pins = view.pins;
    const { places, local } = arrange(this.graph, view, this.shown);
    const regrouped = local !== this.stage.local;
    this.stage.show(this.shown, places, local, animate && this.drawn !== null);
    if (this.drawn && (regrouped || (local && view.filters !== this.drawn.filters))) this.stage.fit();
    this.drawn = view;
    this.mark();
    if (panels) this.renderPanels();
  }

  private mark(): void {
    this.stage.selected = this.store.view.selected;
    this.stage.openEdge = this.store.view.edge;
    this.stage.emphasise();
    this.stage.request();
  }

  // verbs

  get focused(): number {
    const { selected } = this.store.view;
    return selected.length ? selected[selected.length - 1] : -1;
  }

  select(node: number, more = false): void {
    const { selected } = this.store.view;
    const next = more ? (selected.includes(node) ? selected.filter((n) => n !== node) : [...selected, node]) : [node];
    this.pathFrom = -1;
    this.store.touch({ selected: next, edge: -1 });
    this.announce(this.name(node));
  }

  clear(): void {
    this.pathFrom = -1;
    this.store.touch({ selected: [], edge: -1 });
  }

  openEdge(edge: number): void {
    this.store.touch({ selected: [], edge });
    this.stage.revealEdge(edge);
  }

  /** Select an entity, make sure it is shown, and fly there. */
  visit(node: number): void {
    const { view } = this.store;
    if (!this.shown.node[node]) {
      const hidden = new Set(view.hidden);
      hidden.delete(node);
      const filters = view.filters.classes.has(this.graph.cls[node])
        ? { ...view.filters, classes: toggled(view.filters.classes, this.graph.cls[node]) }
        : view.filters;
      this.store.step({ added: new Set([...view.added, node]), hidden, filters, selected: [node], edge: -1 });
      if (!this.shown.node[node]) this.store.touch({ filters: NO_FILTERS, scope: START.scope });
    } else this.select(node);
    this.flyTo(node);
  }

  flyTo(node: number): void {
    const { x, y } = this.stage.place(node);
    this.stage.fly(this.stage.camera.framing(x, y, Math.max(this.stage.camera.k, 0.95)));
  }

  /** Choose many at once, as far as a list of them still tells something. */
  selectAll(nodes: readonly number[]): void {
    const next = [...new Set(nodes)].slice(0, MANY);
    this.store.touch({ selected: next, edge: -1 });
    this.announce(this.say('selectedCount', next.length));
  }

  private go(scope: Scope, selected: readonly number[]): void {
    this.pathFrom = -1;
    this.store.step({ scope, selected, added: new Set(), hidden: new Set(), pins: new Map(), edge: -1 });
  }

  focus(nodes: readonly number[], hops: number): void {
    this.go({ kind: 'near', roots: nodes, hops }, nodes);
  }
  paths(from: number, to: number): void {
    this.go({ kind: 'paths', from, to }, []);
  }
  common(of: readonly number[]): void {
    this.go({ kind: 'common', of }, []);
  }
  only(nodes: readonly number[], selected = nodes): void {
    this.go({ kind: 'only', nodes }, selected);
  }
  /** Begin anew: everything shown, nothing chosen, no list, the guide at hand. One step, which can be undone. */
  home(): void {
    Object.assign(this.preferences, { guide: true, list: null });
    this.unit = '';
    this.pathFrom = -1;
    this.store.step(START);
    this.stage.fit();
  }
  overview(): void {
    this.go(START.scope, this.store.view.selected);
  }

  expand(node: number): void {
    const { added, hidden } = this.store.view;
    const near = [...this.graph.edgesOf(node)].map((edge) => this.graph.across(edge, node));
    const back = new Set(hidden);
    for (const other of near) back.delete(other);
    this.store.step({ added: new Set([...added, ...near]), hidden: back });
  }

  /** Put away the neighbours that hang on this entity alone. */
  collapse(node: number): void {
    const { added, hidden, selected } = this.store.view;
    const leaves = [...new Set([...this.graph.edgesOf(node)].map((edge) => this.graph.across(edge, node)))].filter(
      (other) =>
        other !== node &&
        this.shown.node[other] &&
        [...this.graph.edgesOf(other)].every((edge) => {
          const end = this.graph.across(edge, other);
          return end === node || end === other || !this.shown.node[end];
        }),
    );
    this.store.step({
      hidden: new Set([...hidden, ...leaves]),
      added: new Set([...added].filter((other) => !leaves.includes(other))),
      selected: selected.filter((other) => !leaves.includes(other)),
    });
  }

  hide(nodes: readonly number[]): void {
    const { hidden, added, selected } = this.store.view;
    this.store.step({
      hidden: new Set([...hidden, ...nodes]),
      added: new Set([...added].filter((node) => !nodes.includes(node))),
      selected: selected.filter((node) => !nodes.includes(node)),
      edge: -1,
    });
  }

  pin(node: number, x?: number, y?: number): void {
    const pins = new Map(this.store.view.pins);
    const at = this.stage.place(node);
    if (x === undefined && pins.delete(node)) {
      /* unpinned */
    } else pins.set(node, [x ?? at.x, y ?? at.y]);
    this.store.step({ pins });
  }
}

// The canvas: what is shown, drawn like a map. Far out little is drawn and the important is named; nearer, more.
import type { Places } from '../model/arrange';
import type { Graph } from '../model/graph';
import type { Shown } from '../model/shown';
import { Bubbles, UNFOLD } from './bubbles';
import { Camera, between, bounds, type Box, type Spot } from './camera';
import { emphasis } from './emphasis';
import type { Placed } from './labels';
import { paint, project, type Frame } from './paint';
import { Sprites, writer } from './sprites';
import type { Theme } from './theme';

export class Stage {
  readonly camera = new Camera();
  shown!: Shown;
  places: Places;
  selected: readonly number[] = [];
  openEdge = -1;
  hovered = -1;
  pins: ReadonlyMap<number, unknown> = new Map();
  /** Is the view about some entities (not the whole map)? */
  local = false;
  name: (node: number) => string;
  predicateName: (predicate: number) => string = () => '';
  looseName = '';
  /** Coloured by community instead of by class? */
  byCommunity = false;
  english = false;
  /** Where names stand in the last picture. */
  named: readonly Placed[] = [];
  private readonly watchers: ((frame: Frame) => void)[] = [];

  private readonly ctx: CanvasRenderingContext2D;
  private sprites!: Sprites;
  theme!: Theme;
  private ratio = 1;
  readonly sx: Float32Array;
  readonly sy: Float32Array;
  readonly near: Uint8Array;
  lit: ReadonlySet<number> = new Set<number>();
  litEdges: ReadonlySet<number> = new Set<number>();
  private scheduled = 0;
  private settle = 0;
  private moving = false;
  /** Did the reader last ask for everything in the picture? Then it stays so when the window changes. */
  fitted = true;
  private flight: { from: Spot; to: Spot; start: number; time: number } | null = null;
  private travel: { from: Places; to: Places; start: number; time: number } | null = null;
  readonly bubbles: Bubbles;

  constructor(
    readonly canvas: HTMLCanvasElement,
    readonly graph: Graph,
  ) {
    this.ctx = canvas.getContext('2d', { alpha: false })!;
    this.places = { x: graph.x, y: graph.y };
    this.sx = new Float32Array(graph.count);
    this.sy = new Float32Array(graph.count);
    this.near = new Uint8Array(graph.count);
    this.name = (node) => graph.label[node];
    this.bubbles = new Bubbles(graph);
  }

  /** Be told of every picture. */
  onFrame(watcher: (frame: Frame) => void): void {
    this.watchers.push(watcher);
  }

  /** The colour of each entity in a theme, if it is not its class's. */
  tinting(theme: Theme): ((node: number) => string) | null {
    const { graph } = this;
    if (!this.byCommunity) return null;
    return (node) => (graph.isLoose(node) ? theme.grey : theme.tints[graph.community[node] % theme.tints.length]);
  }

  dress(theme: Theme, english: boolean): void {
    this.theme = theme;
    this.english = english;
    this.ratio = Math.min(3, window.devicePixelRatio || 1);
    this.sprites = new Sprites(theme, this.ratio, english);
    this.request();
  }

  resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    if (ratio !== this.ratio) {
      this.ratio = ratio;
      this.sprites = new Sprites(this.theme, ratio, this.english);
    }
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    this.camera.width = clientWidth;
    this.camera.height = clientHeight;
    if (this.fitted && this.shown) this.fit(0);
    this.draw();
  }

  /** Show something else; entities travel to their new places. */
  show(shown: Shown, places: Places, local: boolean, animate: boolean): void {
    this.shown = shown;
    this.local = local;
    this.bubbles.count(shown, local);
    if (animate && this.graph.count <= 20000 && !calm()) {
      this.travel = {
        from: { x: this.places.x.slice(), y: this.places.y.slice() },
        to: places,
        start: performance.now(),
        time: 420,
      };
      this.places = { x: this.places.x.slice(), y: this.places.y.slice() };
    } else {
      this.travel = null;
      this.places = places;
    }
    this.emphasise();
    this.request();
  }

  /** Work out what is emphasised: the hovered entity, else the open relation, else the selected entities. */
  emphasise(): void {
    const { graph, shown, hovered } = this;
    const lit = emphasis(graph, shown, hovered >= 0 ? [hovered] : this.selected, hovered >= 0 ? -1 : this.openEdge);
    this.lit = lit.nodes;
    this.litEdges = lit.edges;
  }

  fly(spot: Spot, time = 500): void {
    this.fitted = false;
    const { x, y, k } = this.camera;
    if (time <= 0 || calm()) {
      this.camera.go(spot);
      this.flight = null;
    } else this.flight = { from: { x, y, k }, to: spot, start: performance.now(), time };
    this.request();
  }

  /** Where the entities shown will stand once they have arrived. */
  box(counted: (node: number) => boolean = (node) => this.shown.node[node] === 1): Box | null {
    const { x, y } = this.travel?.to ?? this.places;
    return bounds(x, y, counted);
  }

  fit(time = 500): void {
    const box = this.box();
    if (box) this.fly(this.camera.fitting(box), time);
    this.fitted = true;
  }

  place(node: number): { x: number; y: number } {
    const { x, y } = this.travel?.to ?? this.places;
    return { x: x[node], y: y[node] };
  }

  /** Put an entity where the pointer is. */
  carry(node: number, x: number, y: number): void {
    if (this.places.x === this.graph.x) this.places = { x: this.graph.x.slice(), y: this.graph.y.slice() };
    this.places.x[node] = x;
    this.places.y[node] = y;
  }

  /** Come so near to a community that it unfolds. */
  unfold(community: number): void {
    const { x, y, r } = this.graph.communities[community];
    const spot = this.camera.fitting({ left: x - r, right: x + r, top: y - r, bottom: y + r });
    this.fly(this.camera.framing(x, y, Math.max(spot.k, (UNFOLD / r) * 1.05)));
  }

  /** Bring an entity into the picture if it is not. */
  reveal(node: number): void {
    const { x, y } = this.place(node);
    if (!this.inSight(node)) this.fly(this.camera.framing(x, y, this.camera.k), 250);
  }

  /** Bring both ends of a relation into the picture, near enough to be told apart. */
  revealEdge(edge: number): void {
    const ends = [this.graph.from[edge], this.graph.to[edge]];
    if (!ends.every((node) => this.shown.node[node])) return;
    const [a, b] = ends.map((node) => this.screen(node));
    if (ends.every((node) => this.inSight(node)) && Math.hypot(a.x - b.x, a.y - b.y) > 70) return;
    const box = this.box((node) => ends.includes(node));
    if (box) this.fly(this.camera.fitting(box, 1.1));
  }

  private inSight(node: number): boolean {
    const { x, y } = this.place(node),
      { camera } = this,
      { inset } = camera;
    const sx = camera.screenX(x),
      sy = camera.screenY(y);
    return (
      sx > inset.left + 50 &&
      sx < camera.width - inset.right - 50 &&
      sy > inset.top + 40 &&
      sy < camera.height - inset.bottom - 40
    );
  }

  stop(): void {
    this.flight = null;
  }

  /** Is anything on its way? */
  get busy(): boolean {
    return this.moving || this.scheduled !== 0 || this.flight !== null || this.travel !== null;
  }

  /** The reader moves: draw quickly now, in full once it is over. */
  move(): void {
    this.fitted = false;
    this.moving = true;
    clearTimeout(this.settle);
    this.settle = window.setTimeout(() => {
      this.moving = false;
      this.request();
    }, 140);
    this.request();
  }

  request(): void {
    this.scheduled ||= requestAnimationFrame(() => this.draw());
  }

  draw(): void {
    cancelAnimationFrame(this.scheduled);
    this.scheduled = 0;
    if (!this.shown || !this.sprites) return;
    const now = performance.now();
    this.animate(now);
    const { ctx, camera, theme, graph, shown } = this;
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    ctx.globalAlpha = 1;
    ctx.fillStyle = theme.paper;
    ctx.fillRect(0, 0, camera.width, camera.height);
    const folded = this.bubbles.fold(camera);
    project(this.graph, shown, this.places, camera, folded, this);
    const moving = this.moving || !!this.flight || !!this.travel;
    const frame: Frame = {
      ctx,
      write: writer(ctx, theme.paper, !moving),
      graph,
      shown,
      camera,
      theme,
      sprites: this.sprites,
      sx: this.sx,
      sy: this.sy,
      near: this.near,
      stamp: (sprite, left, top) => ctx.drawImage(sprite.image(), left, top, sprite.width, sprite.height),
      lit: this.lit,
      litEdges: this.litEdges,
      selected: this.selected,
      hovered: this.hovered,
      pins: this.pins,
      moving,
      english: this.english,
      local: this.local,
      tint: this.tinting(theme),
      edgesLeft: 0,
      named: [],
      name: this.name,
      predicateName: this.predicateName,
      looseName: this.looseName,
      edgeLimit: 0,
    };
    paint(frame, this.bubbles, folded !== null);
    this.named = frame.named;
    for (const watcher of this.watchers) watcher(frame);
    if (this.flight || this.travel) this.request();
  }

  private animate(now: number): void {
    if (this.flight) {
      const t = Math.min(1, (now - this.flight.start) / this.flight.time);
      this.camera.go(between(this.flight.from, this.flight.to, t));
      if (t === 1) this.flight = null;
    }
    if (this.travel) {
      const { from, to, start, time } = this.travel;
      const t = Math.min(1, (now - start) / time),
        ease = 1 - (1 - t) ** 3;
      if (t === 1) {
        this.places = to;
        this.travel = null;
        return;
      }
      const { x, y } = this.places;
      for (let i = 0; i < x.length; i++) {
        x[i] = from.x[i] + (to.x[i] - from.x[i]) * ease;
        y[i] = from.y[i] + (to.y[i] - from.y[i]) * ease;
      }
    }
  }

  screen(node: number): { x: number; y: number } {
    const { x, y } = this.places;
    return { x: this.camera.screenX(x[node]), y: this.camera.screenY(y[node]) };
  }
}

/** Does the reader want nothing to fly about? */
function calm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

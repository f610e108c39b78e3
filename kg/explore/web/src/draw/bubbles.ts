// Communities: soft islands under their entities; in large graphs bubbles that unfold as one comes nearer.
import type { Graph } from '../model/graph';
import type { Shown } from '../model/shown';
import type { Box, Camera } from './camera';
import type { Ground } from './labels';
import type { Frame, Pen } from './paint';

const LARGE = 20000; // more entities than this open as bubbles
/** A bubble of this radius in pixels unfolds. */
export const UNFOLD = 130;

export class Bubbles {
  /** Entities shown in each community. */
  private readonly filled: Uint32Array;
  private readonly folded: Uint8Array;
  private folds = false;
  private links: [number, number, number][] | null = null;
  private readonly drawn: { left: number; top: number; width: number; height: number }[] = [];

  constructor(private readonly graph: Graph) {
    this.filled = new Uint32Array(graph.communities.length);
    this.folded = new Uint8Array(graph.communities.length);
  }

  count(shown: Shown, local: boolean): void {
    this.filled.fill(0);
    for (let i = 0; i < this.graph.count; i++) if (shown.node[i]) this.filled[this.graph.community[i]]++;
    this.folds = !local && shown.nodes > LARGE;
  }

  /** Which communities are bubbles at this zoom; null if none ever is. */
  fold(camera: Camera): Uint8Array | null {
    this.drawn.length = 0;
    if (!this.folds) return null;
    this.graph.communities.forEach(({ r }, c) => {
      this.folded[c] = Number(r * camera.k < UNFOLD);
    });
    return this.folded;
  }

  /** Is any community a bubble now? */
  get folding(): boolean {
    return this.folds && this.folded.includes(1);
  }

  isFolded(community: number): boolean {
    return this.folds && this.folded[community] === 1;
  }

  /** The bubble under a point of the screen, or -1. */
  at(camera: Camera, px: number, py: number): number {
    if (!this.folds) return -1;
    return this.graph.communities.findIndex(
      ({ x, y, r }, c) =>
        this.folded[c] === 1 &&
        this.filled[c] > 0 &&
        Math.hypot(camera.screenX(x) - px, camera.screenY(y) - py) < r * camera.k,
    );
  }

  halos({ ctx, camera, theme }: Frame): void {
    const { communities, band } = this.graph;
    ctx.fillStyle = theme.halo;
    communities.forEach(({ x, y, r, members }, c) => {
      if (!this.filled[c] || members.length < 3 || this.isFolded(c)) return;
      if (band && c === communities.length - 1) rounded(ctx, this.bandBox(camera)!, 14 * camera.k);
      else circle(ctx, camera.screenX(x), camera.screenY(y), (r + 12) * camera.k);
      ctx.fill();
    });
  }

  /** Where the rows of loose entities stand on the screen, and how many of them are shown; null for none. */
  band(camera: Camera): (Box & { count: number }) | null {
    const { communities, band } = this.graph;
    const count = band ? this.filled[communities.length - 1] : 0;
    return count ? { ...this.bandBox(camera)!, count } : null;
  }

  private bandBox(camera: Camera): Box | null {
    const { band } = this.graph;
    if (!band) return null;
    const [left, top, right, bottom] = band;
    return {
      left: camera.screenX(left),
      top: camera.screenY(top),
      right: camera.screenX(right),
      bottom: camera.screenY(bottom),
    };
  }

  draw(frame: Frame): void {
    const { ctx, camera, theme, graph } = frame;
    this.drawLinks(frame);
    const order = [...graph.communities.keys()]
      .filter((c) => this.isFolded(c) && this.filled[c])
      .sort((a, b) => this.filled[b] - this.filled[a]);
    for (const c of order) {
      const { x, y, r, members } = graph.communities[c];
      const sx = camera.screenX(x),
        sy = camera.screenY(y),
        sr = r * camera.k;
      if (sx < -sr || sy < -sr || sx > camera.width + sr || sy > camera.height + sr) continue;
      circle(ctx, sx, sy, Math.max(sr, 2));
      ctx.fillStyle = theme.halo;
      ctx.fill();
      ctx.lineWidth = 1.2;
      ctx.strokeStyle = theme.line;
      ctx.stroke();
      if (sr < 14) continue;
      const top = members.filter((node) => frame.shown.node[node]).slice(0, sr > 60 ? 3 : 1);
      const limit = Math.max(6, Math.floor(((sr * 1.7) / 12) * 2));
      const texts =
        graph.degree[members[0]] < 3
          ? [frame.sprites.text(frame.looseName, 12, false, limit, 2)]
          : top.map((node) => frame.sprites.text(frame.name(node), sr > 50 ? 12 : 11, false, limit, sr > 34 ? 2 : 1));
      texts.push(frame.sprites.text(this.filled[c].toLocaleString('en'), 11, true, 20, 1));
      const high = texts.reduce((sum, text) => sum + text.height, 0);
      if (high > sr * 1.9) texts.splice(0, texts.length - 1);
      let y0 = sy - texts.reduce((sum, text) => sum + text.height, 0) / 2;
      for (const text of texts) {
        frame.write(text, Math.round(sx - text.width / 2), Math.round(y0), text.bold ? theme.soft : theme.ink);
        y0 += text.height;
      }
      this.drawn.push({ left: sx - sr, top: sy - sr, width: 2 * sr, height: 2 * sr });
    }
  }

  /** Names of entities keep off the bubbles. */
  hold(ground: Ground): void {
    for (const rect of this.drawn) ground.hold(rect);
  }

  private drawLinks({ ctx, camera, theme, graph }: Frame): void {
    this.links ??= joins(graph);
    ctx.strokeStyle = theme.line;
    for (const [a, b, weight] of this.links) {
      if (!this.filled[a] || !this.filled[b]) continue;
      const from = graph.communities[a],
        to = graph.communities[b];
      ctx.globalAlpha = Math.min(0.5, 0.08 + weight / 60);
      ctx.lineWidth = Math.min(5, 0.6 + Math.sqrt(weight) * 0.35);
      ctx.beginPath();
      ctx.moveTo(camera.screenX(from.x), camera.screenY(from.y));
      ctx.lineTo(camera.screenX(to.x), camera.screenY(to.y));
      ctx.stroke();
    }
    ctx.globalAlpha = 1;
  }
}

function circle(ctx: Pen, x: number, y: number, r: number): void {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}

function rounded(ctx: Pen, { left, top, right, bottom }: Box, r: number): void {
  ctx.beginPath();
  ctx.moveTo(left + r, top);
  ctx.lineTo(right - r, top);
  ctx.quadraticCurveTo(right, top, right, top + r);
  ctx.lineTo(right, bottom - r);
  ctx.quadraticCurveTo(right, bottom, right - r, bottom);
  ctx.lineTo(left + r, bottom);
  ctx.quadraticCurveTo(left, bottom, left, bottom - r);
  ctx.lineTo(left, top + r);
  ctx.quadraticCurveTo(left, top, left + r, top);
}

/** Pairs of communities and how many relations join them, the strongest few hundred. */
function joins(graph: Graph): [number, number, number][] {
  const sums = new Map<number, number>();
  const wide = graph.communities.length;
  for (let e = 0; e < graph.edges; e++) {
    const a = graph.community[graph.from[e]],
      b = graph.community[graph.to[e]];
    if (a !== b) {
      const key = Math.min(a, b) * wide + Math.max(a, b);
      sums.set(key, (sums.get(key) ?? 0) + 1);
    }
  }
  return [...sums]
    .sort((p, q) => q[1] - p[1] || p[0] - q[0])
    .slice(0, 600)
    .map(([key, weight]) => [Math.floor(key / wide), key % wide, weight]);
}

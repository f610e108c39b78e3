// One picture, from the ground up: islands, relations, entities, names. The screen, PNG and SVG are all painted here.
import type { Places } from '../model/arrange';
import type { Graph } from '../model/graph';
import type { Shown } from '../model/shown';
import type { Bubbles } from './bubbles';
import type { Camera } from './camera';
import type { Placed } from './labels';
import { drawEdges, drawLitEdges } from './edges';
import { drawNames } from './names';
import { look } from './shapes';
import type { Sprite, Sprites, Text } from './sprites';
import type { Theme } from './theme';

/** What is asked of a canvas; a writer of SVG answers to the same. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'globalAlpha'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'quadraticCurveTo'
  | 'arc'
  | 'stroke'
  | 'fill'
  | 'fillRect'
  | 'setLineDash'
>;

/** What one frame knows. Screen positions are for every node; `near` says which are on the screen. */
export interface Frame {
  ctx: Pen;
  /** Put a sprite's left upper corner at a point. */
  stamp: (sprite: Sprite, left: number, top: number) => void;
  /** Write a text whose left upper corner is at a point. */
  write: (text: Text, left: number, top: number, color: string) => void;
  graph: Graph;
  shown: Shown;
  camera: Camera;
  theme: Theme;
  sprites: Sprites;
  sx: Float32Array;
  sy: Float32Array;
  near: Uint8Array;
  /** Entities and relations that are emphasised; empty when nothing is. */
  lit: ReadonlySet<number>;
  litEdges: ReadonlySet<number>;
  selected: readonly number[];
  hovered: number;
  pins: ReadonlyMap<number, unknown>;
  moving: boolean;
  english: boolean;
  /** Is the view about some entities, not the whole map? */
  local: boolean;
  /** Another colour for an entity than its class's, if there is a measure to colour by. */
  tint: ((node: number) => string) | null;
  name: (node: number) => string;
  predicateName: (predicate: number) => string;
  /** What a community of hardly linked entities is called. */
  looseName: string;
  /** Most edges to draw; 0 for as many as keep the picture quick. */
  edgeLimit: number;
  /** Where names were put. */
  named: Placed[];
  /** Edges on the screen left out at this zoom. */
  edgesLeft: number;
}

export function paint(frame: Frame, bubbles: Bubbles, folded: boolean): void {
  if (!frame.local) bubbles.halos(frame);
  drawEdges(frame);
  if (folded) bubbles.draw(frame);
  drawNodes(frame, false);
  drawLitEdges(frame);
  drawNodes(frame, true);
  rings(frame);
  drawNames(frame, bubbles);
}

/** Radius of an entity in pixels when one world unit is k pixels; in a view about some entities signs are legible. */
export function radiusOf({ graph, camera, local }: Pick<Frame, 'graph' | 'camera' | 'local'>, node: number): number {
  const r = Math.max(graph.size[node] * camera.growth, 0.9);
  return local && camera.k > 0.35 ? Math.max(r, 8.5) : r;
}

/** Screen positions of all entities, and which of them are on the screen. */
export function project(
  graph: Graph,
  shown: Shown,
  { x, y }: Places,
  camera: Camera,
  folded: Uint8Array | null,
  { sx, sy, near }: { sx: Float32Array; sy: Float32Array; near: Uint8Array },
): void {
  const { k } = camera,
    ox = camera.middleX - camera.x * k,
    oy = camera.middleY - camera.y * k;
  const right = camera.width + 40,
    bottom = camera.height + 40;
  for (let i = 0; i < graph.count; i++) {
    const px = x[i] * k + ox,
      py = y[i] * k + oy;
    sx[i] = px;
    sy[i] = py;
    near[i] = Number(
      shown.node[i] === 1 &&
        !(folded && folded[graph.community[i]]) &&
        px > -40 &&
        py > -40 &&
        px < right &&
        py < bottom,
    );
  }
}

/** All entities, faint where others are emphasised; or the emphasised ones. */
function drawNodes(frame: Frame, emphasised: boolean): void {
  const { ctx, graph, sprites, theme, lit, near, sx, sy } = frame;
  if (emphasised && !lit.size) return;
  ctx.globalAlpha = !emphasised && lit.size > 0 ? 0.22 : 1;
  const dots = new Map<string, number[]>();
  const colors: string[] = [];
  const least = crowded(near) ? 3.4 : 1.9; // smaller signs are dots
  for (let i = graph.count - 1; i >= 0; i--) {
    const node = graph.order[i];
    if (!near[node] || lit.has(node) !== emphasised) continue;
    const r = radiusOf(frame, node);
    const tint = frame.tint?.(node);
    if (r < least) {
      const color = tint ?? (colors[graph.cls[node]] ??= colorOf(graph, graph.cls[node], theme));
      const same = dots.get(color);
      if (same) same.push(node);
      else dots.set(color, [node]);
      continue;
    }
    const cls = graph.classes[graph.cls[node]];
    const sprite = sprites.node(cls.type, cls.zh, Math.min(r, 60), tint);
    frame.stamp(sprite, sx[node] - sprite.width / 2, sy[node] - sprite.height / 2);
  }
  dots.forEach((nodes, color) => {
    ctx.fillStyle = color;
    for (const node of nodes) {
      const r = radiusOf(frame, node);
      ctx.fillRect(sx[node] - r, sy[node] - r, 2 * r, 2 * r);
    }
  });
  ctx.globalAlpha = 1;
}

/** Are there so many entities on the screen that small signs would only slow it? */
function crowded(near: Uint8Array): boolean {
  let count = 0;
  for (const flag of near) count += flag;
  return count > 1200;
}

export function colorOf(graph: Graph, cls: number, theme: Theme): string {
  const { type, zh } = graph.classes[cls];
  const looks = look(type, zh);
  return theme.dark ? looks.dark : looks.light;
}

/** Rings about the chosen and the hovered, a dot on the pinned. */
function rings(frame: Frame): void {
  const { ctx, theme, selected, hovered, pins, near, sx, sy } = frame;
  const ring = (node: number, gap: number, width: number, color: string): void => {
    if (!near[node]) return;
    ctx.beginPath();
    ctx.arc(sx[node], sy[node], radiusOf(frame, node) * 1.12 + gap, 0, 2 * Math.PI);
    ctx.lineWidth = width;
    ctx.strokeStyle = color;
    ctx.stroke();
  };
  for (const node of selected) ring(node, 4, 2.5, theme.accent);
  if (hovered >= 0) ring(hovered, 3, 1.5, theme.lit);
  ctx.fillStyle = theme.accent;
  for (const node of pins.keys()) {
    if (!near[node]) continue;
    const r = radiusOf(frame, node);
    ctx.beginPath();
    ctx.arc(sx[node] + r * 0.8, sy[node] - r * 0.8, 3.2, 0, 2 * Math.PI);
    ctx.fill();
  }
}

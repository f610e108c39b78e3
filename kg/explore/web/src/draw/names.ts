// Names on the canvas: the important first, beside their entities, none over another.
import type { Bubbles } from './bubbles';
import { middle } from './edges';
import { Ground, lines, type Placed } from './labels';
import { radiusOf, type Frame } from './paint';

const TRIES = 2500;
const CHIEF = 14; // names of so many of the best linked come before all else

export function drawNames(frame: Frame, bubbles: Bubbles): void {
  const { near, lit, camera, name } = frame;
  const ground = new Ground(camera.width, camera.height);
  bubbles.hold(ground);
  const first = [...new Set([...(frame.hovered >= 0 ? [frame.hovered] : []), ...frame.selected])].filter((n) => near[n]);
  for (const node of first) put(frame, ground, node, name(node), true);
  const candidates = inSight(frame).filter((node) => !first.includes(node));
  // the chief names keep off large signs only, the others off every sign
  hold(frame, ground, candidates, 9, Infinity);
  const chief = lit.size ? 0 : Math.min(CHIEF, Math.ceil(candidates.length / 8));
  let shown = 0;
  for (const node of candidates.slice(0, chief)) if (put(frame, ground, node, name(node), false)) shown++;
  hold(frame, ground, candidates, 3.4, 9);
  const most = Math.min(220, Math.max(24, (camera.width * camera.height) / 7000));
  for (const node of candidates.slice(chief, TRIES)) {
    if (shown >= most) break;
    if (put(frame, ground, node, name(node), false)) shown++;
  }
  if (frame.litEdges.size && frame.litEdges.size <= 80 && camera.k > 0.2) nameEdges(frame, ground);
}

/** Entities on the screen that may bear a name, the important first. */
function inSight({ graph, near, lit }: Frame): number[] {
  if (lit.size) return [...lit].filter((node) => near[node]).sort((a, b) => graph.rank[a] - graph.rank[b]);
  const found: number[] = [];
  for (const node of graph.order) {
    if (near[node]) found.push(node);
    if (found.length >= TRIES) break;
  }
  return found;
}

/** Keep names off the signs whose radius lies between two. */
function hold(frame: Frame, ground: Ground, nodes: readonly number[], from: number, to: number): void {
  for (const node of nodes.slice(0, 700)) {
    const r = radiusOf(frame, node);
    if (r >= from && r < to) ground.hold({ left: frame.sx[node] - r, top: frame.sy[node] - r, width: 2 * r, height: 2 * r });
  }
}

function put(frame: Frame, ground: Ground, node: number, name: string, always: boolean): boolean {
  const { sprites, theme, graph } = frame;
  const r = radiusOf(frame, node);
  const x = frame.sx[node], y = frame.sy[node];
  const big = graph.size[node] >= 15;
  const size = always ? 13 : big ? 13 : 12;
  const text = lines(name, always ? 30 : frame.english ? 24 : 18, always ? 3 : 2);
  const sprite = sprites.name(text, size, always || big, r < 3.5 && !always ? theme.soft : theme.ink);
  const { width, height } = sprite;
  const room = always ? 0 : 5;
  const spots: [number, number][] = [
    [x - width / 2, y + r + 1], [x + r + 2, y - height / 2], [x - r - 2 - width, y - height / 2], [x - width / 2, y - r - height - 1],
  ];
  for (const [left, top] of spots) {
    const rect: Placed = { left: left - room, top: top + 1, width: width + 2 * room, height: height - 2 };
    if (ground.take(rect)) { frame.stamp(sprite, Math.round(left), Math.round(top)); return true; }
  }
  if (!always) return false;
  const [left, top] = spots[0];
  ground.hold({ left, top, width, height });
  frame.stamp(sprite, Math.round(left), Math.round(top));
  return true;
}

function nameEdges(frame: Frame, ground: Ground): void {
  const { graph, sprites, theme, sx, sy } = frame;
  for (const e of frame.litEdges) {
    const a = graph.from[e], b = graph.to[e];
    const sprite = sprites.name([frame.predicateName(graph.predicate[e])], 11, false, theme.soft);
    if (Math.hypot(sx[a] - sx[b], sy[a] - sy[b]) < sprite.width + radiusOf(frame, a) + radiusOf(frame, b)) continue;
    const [x, y] = middle(frame, e);
    const left = x - sprite.width / 2, top = y - sprite.height / 2;
    if (ground.take({ left: left + 1, top: top + 2, width: sprite.width - 2, height: sprite.height - 4 })) {
      frame.stamp(sprite, Math.round(left), Math.round(top));
    }
  }
}

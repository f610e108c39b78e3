// Names on the canvas: the important first, beside their entities, none over another.
import type { Bubbles } from './bubbles';
import { middle } from './edges';
import { Ground, type Placed } from './labels';
import { radiusOf, type Frame } from './paint';

const TRIES = 2500;
const CHIEF = 14; // names of so many of the best linked come before all else
const LEAVES = 0.6; // from this zoom entities with one or two relations bear names, too: before, the map is calmer without
const LOOSE = 1.1; // from this one those with none
const SMALLEST = 2.4; // signs with a smaller radius, in pixels, bear no name unless they are chief

export function drawNames(frame: Frame, bubbles: Bubbles): void {
  const { near, lit, camera, name } = frame;
  const ground = new Ground(camera.width, camera.height);
  bubbles.hold(ground);
  const { left, right } = camera.inset; // what panels cover is no place for names
  if (left) ground.hold({ left: 0, top: 0, width: left - 10, height: camera.height });
  if (right) ground.hold({ left: camera.width - right + 10, top: 0, width: right, height: camera.height });
  const first = [...new Set([...(frame.hovered >= 0 ? [frame.hovered] : []), ...frame.selected])].filter(
    (n) => near[n],
  );
  const all = inSight(frame),
    candidates = all.filter((node) => !first.includes(node));
  // the chief names keep off large signs only, the others off every sign
  hold(frame, ground, lit.size ? [...first, ...all] : all, lit.size ? 5 : 9, Infinity);
  for (const node of first) put(frame, ground, node, name(node), true);
  if (!frame.local) nameBand(frame, bubbles, ground);
  const chief = lit.size ? 0 : Math.min(CHIEF, Math.ceil(candidates.length / 8));
  let shown = 0;
  for (const node of candidates.slice(0, chief)) if (put(frame, ground, node, name(node), false)) shown++;
  hold(frame, ground, candidates, 3.4, lit.size ? 5 : 9);
  const most = Math.min(frame.moving ? 60 : 220, Math.max(24, (camera.width * camera.height) / 7000));
  for (const node of candidates.slice(chief, TRIES)) {
    if (tooFar(frame, node)) continue;
    if (shown >= most || (!lit.size && radiusOf(frame, node) < SMALLEST)) break;
    if (put(frame, ground, node, name(node), false)) shown++;
  }
  if (frame.litEdges.size && frame.litEdges.size <= 80 && camera.k > 0.2) nameEdges(frame, ground, frame.litEdges);
  else if (frame.local && !lit.size && frame.shown.edges <= 60 && !frame.moving)
    nameEdges(frame, ground, shownEdges(frame));
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

/** Is this an entity of little weight, on a map seen from far? */
function tooFar({ graph, camera: { k }, local, lit }: Frame, node: number): boolean {
  if (local || lit.size) return false;
  return graph.isLoose(node) ? k < LOOSE : k < LEAVES && graph.degree[node] < 3;
}

/** What the rows of loose entities are, and how many. */
function nameBand(frame: Frame, bubbles: Bubbles, ground: Ground): void {
  const band = bubbles.band(frame.camera);
  if (!band) return;
  const text = frame.sprites.text(`${frame.looseName} ${band.count.toLocaleString('en')}`, 12, false, 40, 1);
  const left = band.left + 2,
    top = band.top - text.height;
  if (ground.take({ left, top, width: text.width, height: text.height }))
    frame.write(text, Math.round(left), Math.round(top), frame.theme.soft);
}

/** Keep names off the signs whose radius lies between two. */
function hold(frame: Frame, ground: Ground, nodes: readonly number[], from: number, to: number): void {
  for (const node of nodes.slice(0, 700)) {
    const r = radiusOf(frame, node);
    if (r >= from && r < to)
      ground.hold({ left: frame.sx[node] - r, top: frame.sy[node] - r, width: 2 * r, height: 2 * r });
  }
}

function put(frame: Frame, ground: Ground, node: number, name: string, always: boolean): boolean {
  const { sprites, theme, graph } = frame;
  const r = radiusOf(frame, node);
  const x = frame.sx[node],
    y = frame.sy[node];
  const big = graph.size[node] >= 15;
  const text = sprites.text(
    name,
    always || big ? 13 : 12,
    always || big,
    always ? 30 : frame.english ? 24 : 18,
    always ? 3 : 2,
  );
  const color = r < 3.5 && !always ? theme.soft : theme.ink;
  const { width, height } = text;
  const room = always ? 0 : 5;
  const spots: [number, number][] = [
    [x - width / 2, y + r + 2],
    [x + r + 3, y - height / 2],
    [x - r - 3 - width, y - height / 2],
    [x - width / 2, y - r - height - 2],
  ];
  for (const [left, top] of spots) {
    const rect: Placed = { left: left - room, top, width: width + 2 * room, height: height - 1 };
    if (ground.take(rect)) {
      frame.write(text, Math.round(left), Math.round(top), color);
      frame.named.push({ left, top, width, height });
      return true;
    }
  }
  if (!always) return false;
  const [left, top] = spots[0];
  ground.hold({ left, top, width, height });
  frame.write(text, Math.round(left), Math.round(top), color);
  return true;
}

function shownEdges({ graph, shown }: Frame): number[] {
  return [...graph.edgeOrder].filter((e) => shown.edge[e]);
}

function nameEdges(frame: Frame, ground: Ground, edges: Iterable<number>): void {
  const { graph, sprites, theme, sx, sy } = frame;
  for (const e of edges) {
    const a = graph.from[e],
      b = graph.to[e];
    const text = sprites.text(frame.predicateName(graph.predicate[e]), 11, false, 40, 1);
    if (Math.hypot(sx[a] - sx[b], sy[a] - sy[b]) < text.width + radiusOf(frame, a) + radiusOf(frame, b)) continue;
    const [x, y] = middle(frame, e);
    const left = x - text.width / 2,
      top = y - text.height / 2;
    if (ground.take({ left, top: top + 1, width: text.width, height: text.height - 2 })) {
      frame.write(text, Math.round(left), Math.round(top), theme.soft);
    }
  }
}

// Relations as lines: faint and counted when many, with arrow and name when they matter.
import { radiusOf, type Frame } from './paint';

const AT_REST = 5000;
const MOVING = 1200;
const RUN = 300; // lines in one path: long paths are slow to paint in software

/** How far parallel relations bow apart, in pixels. */
export function bow(lane: number, k: number): number {
  return lane * 16 * Math.min(1.2, k);
}

export function drawEdges(frame: Frame): void {
  const { ctx, graph, shown, near, lit, litEdges, theme, camera } = frame;
  const limit = frame.edgeLimit || (frame.moving ? MOVING : AT_REST);
  const alpha = Math.max(0.16, Math.min(0.62, 14 / Math.sqrt(Math.max(shown.edges, 1)))) * (lit.size ? 0.45 : 1);
  const dashed: number[] = [];
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = theme.line;
  ctx.lineWidth = camera.k > 1.2 ? 1.3 : 1;
  ctx.beginPath();
  let drawn = 0;
  for (const e of graph.edgeOrder) {
    if (!shown.edge[e] || (!near[graph.from[e]] && !near[graph.to[e]]) || litEdges.has(e)) continue;
    if (hiddenEnd(frame, e)) continue;
    if (drawn >= limit) {
      frame.edgesLeft++;
      continue;
    }
    drawn++;
    if (graph.planned[e] && !frame.moving) {
      dashed.push(e);
      continue;
    }
    line(frame, e);
    if (drawn % RUN === 0) {
      ctx.stroke();
      ctx.beginPath();
    }
  }
  ctx.stroke();
  ctx.setLineDash([4, 4]);
  ctx.beginPath();
  for (const e of dashed) line(frame, e);
  ctx.stroke();
  ctx.setLineDash([]);
  if (drawn < 400 && camera.k > 0.55) {
    ctx.fillStyle = theme.line;
    for (let e = 0; e < graph.edges; e++) {
      if (shown.edge[e] && (near[graph.from[e]] || near[graph.to[e]]) && !litEdges.has(e)) arrow(frame, e, 4.5);
    }
  }
  ctx.globalAlpha = 1;
}

/** Is an end inside a folded community? */
function hiddenEnd(frame: Frame, e: number): boolean {
  const { graph, sx, sy, near, camera } = frame;
  for (const node of [graph.from[e], graph.to[e]]) {
    const onScreen = sx[node] > 0 && sy[node] > 0 && sx[node] < camera.width && sy[node] < camera.height;
    if (onScreen && !near[node]) return true;
  }
  return false;
}

function line(frame: Frame, e: number): void {
  const { ctx, graph, sx, sy, camera } = frame;
  const a = graph.from[e],
    b = graph.to[e];
  if (a === b) {
    const r = radiusOf(frame, a) + 7;
    ctx.moveTo(sx[a] + 6, sy[a] - r + 3);
    ctx.arc(sx[a], sy[a] - r, 7, 0.6, 2 * Math.PI + 0.6 - 0.01);
    return;
  }
  ctx.moveTo(sx[a], sy[a]);
  if (!graph.lane[e]) {
    ctx.lineTo(sx[b], sy[b]);
    return;
  }
  const [cx, cy] = control(frame, e, camera.k);
  ctx.quadraticCurveTo(cx, cy, sx[b], sy[b]);
}

/** The control point of a bowed relation. */
function control(frame: Frame, e: number, k: number): [number, number] {
  const { graph, sx, sy } = frame;
  const a = graph.from[e],
    b = graph.to[e];
  const dx = sx[b] - sx[a],
    dy = sy[b] - sy[a],
    length = Math.hypot(dx, dy) || 1;
  const out = bow(graph.lane[e], k) * 2;
  return [(sx[a] + sx[b]) / 2 - (dy / length) * out, (sy[a] + sy[b]) / 2 + (dx / length) * out];
}

/** Where the name of a relation stands: the middle of its line. */
export function middle(frame: Frame, e: number): [number, number] {
  const { graph, sx, sy, camera } = frame;
  const a = graph.from[e],
    b = graph.to[e];
  const [cx, cy] = control(frame, e, camera.k);
  return [(sx[a] + sx[b] + 2 * cx) / 4, (sy[a] + sy[b] + 2 * cy) / 4];
}

function arrow(frame: Frame, e: number, size: number): void {
  const { ctx, graph, sx, sy, camera } = frame;
  const a = graph.from[e],
    b = graph.to[e];
  if (a === b || graph.predicates[graph.predicate[e]].symmetric) return;
  const [cx, cy] = control(frame, e, camera.k);
  const dx = sx[b] - cx,
    dy = sy[b] - cy,
    length = Math.hypot(dx, dy);
  const r = radiusOf(frame, b) * 1.08 + 2;
  if (length < r + size) return;
  const ux = dx / length,
    uy = dy / length,
    tx = sx[b] - ux * r,
    ty = sy[b] - uy * r;
  ctx.beginPath();
  ctx.moveTo(tx, ty);
  ctx.lineTo(tx - ux * size * 1.8 - uy * size * 0.7, ty - uy * size * 1.8 + ux * size * 0.7);
  ctx.lineTo(tx - ux * size * 1.8 + uy * size * 0.7, ty - uy * size * 1.8 - ux * size * 0.7);
  ctx.fill();
}

export function drawLitEdges(frame: Frame): void {
  const { ctx, graph, litEdges, theme } = frame;
  if (!litEdges.size) return;
  const many = litEdges.size > 600;
  ctx.globalAlpha = many ? 0.35 : 0.85;
  ctx.strokeStyle = ctx.fillStyle = theme.lit;
  for (const planned of [0, 1]) {
    ctx.setLineDash(planned ? [5, 4] : []);
    ctx.lineWidth = many ? 1 : 1.5;
    ctx.beginPath();
    for (const e of litEdges) if (graph.planned[e] === planned) line(frame, e);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  if (!many) for (const e of litEdges) arrow(frame, e, 5.5);
  ctx.globalAlpha = 1;
}

// What is under a point of the screen.
import { bow } from './edges';
import { radiusOf } from './paint';
import type { Stage } from './stage';

/** The entity under a point of the screen, or -1. */
export function nodeAt(stage: Stage, px: number, py: number): number {
  let best = -1,
    least = Infinity;
  for (let i = 0; i < stage.graph.count; i++) {
    if (!stage.near[i]) continue;
    const dx = stage.sx[i] - px,
      dy = stage.sy[i] - py;
    const away = Math.sqrt(dx * dx + dy * dy) - Math.max(radiusOf(stage, i) * 1.1, 5);
    if (away < 3 && away < least) {
      least = away;
      best = i;
    }
  }
  return best;
}

/** The relation under a point of the screen, or -1. Only emphasised ones where some are. */
export function edgeAt(stage: Stage, px: number, py: number): number {
  let best = -1,
    least = 5;
  const { graph, sx, sy } = stage;
  for (let e = 0; e < graph.edges; e++) {
    const a = graph.from[e],
      b = graph.to[e];
    if (!stage.shown.edge[e] || (!stage.near[a] && !stage.near[b]) || (stage.litEdges.size && !stage.litEdges.has(e)))
      continue;
    const dx = sx[b] - sx[a],
      dy = sy[b] - sy[a],
      length = dx * dx + dy * dy;
    if (!length) continue;
    const t = ((px - sx[a]) * dx + (py - sy[a]) * dy) / length;
    if (t < 0 || t > 1) continue;
    const aside = (bow(graph.lane[e], stage.camera.k) * 4 * t * (1 - t)) / Math.sqrt(length);
    const away = Math.hypot(sx[a] + dx * t - dy * aside - px, sy[a] + dy * t + dx * aside - py);
    if (away < least) {
      least = away;
      best = e;
    }
  }
  return best;
}

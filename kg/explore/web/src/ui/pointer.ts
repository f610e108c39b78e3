// Mouse, pen and fingers on the canvas.
import { edgeAt, nodeAt } from '../draw/pick';
import type { Box } from '../draw/camera';
import type { App } from './app';
import { h } from './dom';
import { menu } from './menu';

const CLICK = 5; // pixels a pointer may stray and still click
const LONG = 550; // milliseconds of a long press

export function pointer(app: App): void {
  const { stage } = app;
  const { canvas, camera } = stage;
  const fingers = new Map<number, { x: number; y: number }>();
  let start: { x: number; y: number; node: number; moved: boolean; frame: boolean } | null = null;
  const marquee = h('div', { class: 'marquee' });
  let pinch = 0;
  let press = 0;

  const at = (event: MouseEvent): { x: number; y: number } => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const hover = (node: number): void => {
    if (node === stage.hovered) return;
    stage.hovered = node;
    stage.emphasise();
    canvas.style.cursor = node >= 0 ? 'pointer' : '';
    stage.request();
  };

  canvas.addEventListener('pointerdown', (event) => {
    if (event.button > 0) return;
    const point = at(event);
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, point);
    if (fingers.size === 2) {
      pinch = spread(fingers);
      start = null;
      clearTimeout(press);
      return;
    }
    const node = nodeAt(stage, point.x, point.y);
    start = { ...point, node, moved: false, frame: event.shiftKey && node < 0 };
    clearTimeout(press);
    if (event.pointerType !== 'mouse')
      press = window.setTimeout(() => {
        if (start && !start.moved) {
          openMenu(point.x, point.y);
          start = null;
        }
      }, LONG);
  });

  canvas.addEventListener('pointermove', (event) => {
    const point = at(event);
    const last = fingers.get(event.pointerId);
    if (last) fingers.set(event.pointerId, point);
    if (fingers.size === 2) {
      const now = spread(fingers),
        [a, b] = [...fingers.values()];
      if (pinch > 0) camera.zoomAt((a.x + b.x) / 2, (a.y + b.y) / 2, now / pinch);
      pinch = now;
      stage.move();
      return;
    }
    if (!start || !last) {
      if (event.pointerType === 'mouse') hover(nodeAt(stage, point.x, point.y));
      return;
    }
    if (!start.moved && Math.hypot(point.x - start.x, point.y - start.y) < CLICK) return;
    start.moved = true;
    clearTimeout(press);
    if (start.frame) {
      const { left, top, right, bottom } = span(start, point);
      canvas.parentElement!.append(marquee);
      Object.assign(marquee.style, {
        left: `${left}px`,
        top: `${top}px`,
        width: `${right - left}px`,
        height: `${bottom - top}px`,
      });
      return;
    }
    if (start.node >= 0) stage.carry(start.node, camera.worldX(point.x), camera.worldY(point.y));
    else camera.pan(point.x - last.x, point.y - last.y);
    stage.move();
  });

  const end = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    clearTimeout(press);
    if (fingers.size < 2) pinch = 0;
    const from = start;
    start = null;
    marquee.remove();
    if (!from || event.type === 'pointercancel') return;
    const point = at(event);
    if (from.moved && from.frame) {
      const { left, top, right, bottom } = span(from, point);
      const inside = [...app.graph.order].filter(
        (n) =>
          stage.near[n] && stage.sx[n] >= left && stage.sx[n] <= right && stage.sy[n] >= top && stage.sy[n] <= bottom,
      );
      app.selectAll([...app.store.view.selected, ...inside]);
      return;
    }
    if (from.moved) {
      if (from.node >= 0) app.pin(from.node, camera.worldX(point.x), camera.worldY(point.y));
      return;
    }
    click(point.x, point.y, event.shiftKey || event.ctrlKey || event.metaKey);
  };
  canvas.addEventListener('pointerup', end);
  canvas.addEventListener('pointercancel', end);
  canvas.addEventListener('pointerleave', () => hover(-1));

  const click = (x: number, y: number, more: boolean): void => {
    const node = nodeAt(stage, x, y);
    if (node >= 0) {
      const from = app.pathFrom;
      if (from >= 0 && from !== node) app.paths(from, node);
      else app.select(node, more);
      return;
    }
    const edge = edgeAt(stage, x, y);
    if (edge >= 0) app.openEdge(edge);
    else if (!more) app.clear();
  };

  canvas.addEventListener('dblclick', (event) => {
    const { x, y } = at(event);
    const node = nodeAt(stage, x, y);
    if (node >= 0) {
      app.focus([node], 1);
      return;
    }
    const bubble = stage.bubbles.at(camera, x, y);
    if (bubble >= 0) stage.unfold(bubble);
    else {
      camera.zoomAt(x, y, 1.8);
      stage.move();
    }
  });

  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { x, y } = at(event);
      const lines = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? 300 : 1;
      camera.zoomAt(
        x,
        y,
        Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) * (event.ctrlKey ? 0.01 : 0.0018)),
      );
      stage.stop();
      stage.move();
    },
    { passive: false },
  );

  const openMenu = (x: number, y: number): void => {
    const node = nodeAt(stage, x, y);
    if (node >= 0 && !app.store.view.selected.includes(node)) app.select(node);
    const box = canvas.getBoundingClientRect();
    menu(app, box.left + x, box.top + y);
  };
  canvas.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    const { x, y } = at(event);
    openMenu(x, y);
  });
}

interface Point {
  x: number;
  y: number;
}

/** The box between two corners. */
function span(a: Point, b: Point): Box {
  return { left: Math.min(a.x, b.x), right: Math.max(a.x, b.x), top: Math.min(a.y, b.y), bottom: Math.max(a.y, b.y) };
}

function spread(fingers: Map<number, { x: number; y: number }>): number {
  const [a, b] = [...fingers.values()];
  return Math.hypot(a.x - b.x, a.y - b.y);
}

// The whole map in the corner, with a frame about the part on the screen: there once something lies outside.
import type { Box } from '../draw/camera';
import type { App } from './app';
import { h } from './dom';

const WIDE = 150,
  HIGH = 100,
  EDGE = 6;

/** For eyes and mouse; the keyboard has arrows, 0 and the search for the same. */
export function minimap(app: App): HTMLElement {
  const { stage, graph } = app;
  const canvas = h('canvas', { class: 'minimap', width: WIDE * 2, height: HIGH * 2, 'aria-hidden': 'true' });
  const ctx = canvas.getContext('2d')!;
  const base = document.createElement('canvas');
  base.width = WIDE * 2;
  base.height = HIGH * 2;
  let drawn: unknown[] = [];
  let box: Box | null = null;
  let k = 1,
    left = 0,
    top = 0;

  const paintBase = (): void => {
    const now = [app.shown, stage.places, stage.theme];
    if (now.every((value, i) => value === drawn[i])) return;
    drawn = now;
    box = stage.box();
    const pen = base.getContext('2d')!;
    pen.setTransform(2, 0, 0, 2, 0, 0);
    pen.clearRect(0, 0, WIDE, HIGH);
    if (!box) return;
    k = Math.min((WIDE - 2 * EDGE) / (box.right - box.left), (HIGH - 2 * EDGE) / (box.bottom - box.top));
    left = (WIDE - (box.right - box.left) * k) / 2 - box.left * k;
    top = (HIGH - (box.bottom - box.top) * k) / 2 - box.top * k;
    const { x, y } = stage.places;
    pen.fillStyle = stage.theme.line;
    for (let node = 0; node < graph.count; node++) {
      if (!app.shown.node[node]) continue;
      const r = Math.max(0.5, Math.min(2.5, graph.size[node] * k));
      pen.fillRect(x[node] * k + left - r, y[node] * k + top - r, 2 * r, 2 * r);
    }
  };

  stage.onFrame(({ camera, moving }) => {
    if (!moving || !box) paintBase();
    const { inset } = camera; // what panels cover is not seen
    const seen = {
      left: camera.worldX(inset.left),
      top: camera.worldY(inset.top),
      right: camera.worldX(camera.width - inset.right),
      bottom: camera.worldY(camera.height),
    };
    const whole =
      !box || (seen.left < box.left && seen.right > box.right && seen.top < box.top && seen.bottom > box.bottom);
    canvas.hidden = whole || innerWidth < 900 || stage.canvas.clientHeight < 300;
    if (canvas.hidden) return;
    canvas.style.right = `${Math.max(130, camera.inset.right)}px`;
    ctx.setTransform(2, 0, 0, 2, 0, 0);
    ctx.clearRect(0, 0, WIDE, HIGH);
    ctx.drawImage(base, 0, 0, WIDE, HIGH);
    ctx.strokeStyle = stage.theme.accent;
    ctx.lineWidth = 1.5;
    const x = Math.max(1, seen.left * k + left),
      y = Math.max(1, seen.top * k + top);
    ctx.strokeRect(x, y, Math.min(WIDE - 1, seen.right * k + left) - x, Math.min(HIGH - 1, seen.bottom * k + top) - y);
  });

  const go = (event: PointerEvent): void => {
    if (!event.buttons) return;
    const { camera } = stage;
    camera.go(camera.framing((event.offsetX - left) / k, (event.offsetY - top) / k, camera.k));
    stage.stop();
    stage.move();
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    go(event);
  });
  canvas.addEventListener('pointermove', go);
  app.panel(() => {
    canvas.title = app.say('minimap');
  });
  return canvas;
}

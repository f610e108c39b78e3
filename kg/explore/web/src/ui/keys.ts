// Everything works from the keyboard.
import type { App } from './app';
import { help } from './help';
import { menu } from './menu';

const STEP = 80;

export function keys(app: App): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    const typing = target.matches('input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select');
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      escape(app, typing ? target : null);
      return;
    }
    if (typing || event.altKey) return;
    if (event.ctrlKey || event.metaKey) {
      const key = event.key.toLowerCase();
      if (key === 'z') {
        if (event.shiftKey) app.store.redo();
        else app.store.undo();
      } else if (key === 'y') app.store.redo();
      else if (key === 'a' && (target === app.stage.canvas || target === document.body))
        app.selectAll([...app.graph.order].filter((node) => app.shown.node[node]));
      else return;
      event.preventDefault();
      return;
    }
    if (anywhere(app, event.key) || ((target === app.stage.canvas || target === document.body) && onCanvas(app, event)))
      event.preventDefault();
  });
}

function escape(app: App, field: HTMLElement | null): void {
  if (field) {
    field.blur();
    app.stage.canvas.focus();
    return;
  }
  if (app.store.view.selected.length || app.store.view.edge >= 0) app.clear();
  else if (app.preferences.list) app.prefer({ list: null });
  app.stage.canvas.focus();
}

/** Keys that work wherever the focus is, but in a field. */
function anywhere(app: App, key: string): boolean {
  const node = app.focused;
  switch (key.toLowerCase()) {
    case '/':
      document.getElementById('search')?.focus();
      return true;
    case '?':
      help(app);
      return true;
    case 't':
      app.prefer({ list: app.preferences.list ? null : 'entities' });
      return true;
    case 'f':
      app.prefer({ legend: !app.preferences.legend });
      return true;
    case 'g':
      app.overview();
      return true;
  }
  if (node < 0) return false;
  switch (key.toLowerCase()) {
    case '1':
    case '2':
    case '3':
      app.focus(app.store.view.selected, Number(key));
      return true;
    case 'e':
      app.expand(node);
      return true;
    case 'c':
      app.collapse(node);
      return true;
    case 'h':
      app.hide(app.store.view.selected);
      return true;
    case 'p':
      app.pin(node);
      return true;
    case 'm': {
      const { x, y } = app.stage.screen(node),
        box = app.stage.canvas.getBoundingClientRect();
      menu(app, box.left + x, box.top + y);
      return true;
    }
  }
  return false;
}

function onCanvas(app: App, event: KeyboardEvent): boolean {
  const { camera } = app.stage;
  const zoom = (factor: number): boolean => {
    camera.zoomAt(camera.middleX, camera.middleY, factor);
    app.stage.move();
    return true;
  };
  switch (event.key) {
    case '+':
    case '=':
      return zoom(1.25);
    case '-':
    case '_':
      return zoom(0.8);
    case '0':
      app.stage.fit();
      return true;
    case 'Enter': {
      if (app.focused < 0) {
        const first = [...app.graph.order].find((node) => app.shown.node[node]);
        if (first !== undefined) app.select(first);
      }
      document.querySelector<HTMLElement>('#card button.entity, #card button')?.focus();
      return true;
    }
    case 'ContextMenu':
      menu(app, camera.middleX, camera.middleY);
      return true;
    case 'ArrowLeft':
      return arrow(app, -1, 0, event.shiftKey);
    case 'ArrowRight':
      return arrow(app, 1, 0, event.shiftKey);
    case 'ArrowUp':
      return arrow(app, 0, -1, event.shiftKey);
    case 'ArrowDown':
      return arrow(app, 0, 1, event.shiftKey);
  }
  return false;
}

/** Walk from the selected entity to the nearest in a direction; with nothing selected, or with Shift, pan. */
function arrow(app: App, dx: number, dy: number, pan: boolean): boolean {
  const { stage, shown, graph } = app;
  const from = app.focused;
  if (from < 0 || pan || !shown.node[from]) {
    stage.camera.pan(-dx * STEP, -dy * STEP);
    stage.move();
    return true;
  }
  const here = stage.place(from);
  let best = -1,
    least = Infinity;
  for (let node = 0; node < graph.count; node++) {
    if (!shown.node[node] || node === from) continue;
    const there = stage.place(node);
    const along = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    if (along <= 0 || aside > along * 1.6) continue;
    const cost = along + aside * 2;
    if (cost < least) {
      least = cost;
      best = node;
    }
  }
  if (best >= 0) {
    app.select(best);
    stage.reveal(best);
  }
  return true;
}

// The page begins: read the network, draw, put the panels around it; then read names and evidence.
import { Stage } from './draw/stage';
import { Detail } from './model/detail';
import { Graph, type NetworkBlock } from './model/graph';
import { Store } from './model/view';
import { App, type Preferences } from './ui/app';
import { ask } from './ui/ask';
import { bar } from './ui/bar';
import { card } from './ui/card';
import { h } from './ui/dom';
import { read, write } from './ui/hash';
import { keys } from './ui/keys';
import { legend } from './ui/legend';
import { lists } from './ui/lists';
import { minimap } from './ui/minimap';
import { pointer } from './ui/pointer';
import { status } from './ui/status';

function block(id: string): unknown {
  return JSON.parse(document.getElementById(id)!.textContent!);
}

function start(): void {
  const graph = new Graph(block('network') as NetworkBlock);
  const opened = read(location.hash, graph);
  const narrow = innerWidth < 900;
  const preferences: Preferences = {
    language: 'zh',
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    list: null,
    legend: !narrow,
    guide: !narrow,
    colour: 'class',
    size: 'relations',
    ...opened.preferences,
  };
  const canvas = h('canvas', { id: 'canvas', tabindex: '0', role: 'application' });
  const stage = new Stage(canvas, graph);
  const app = new App(graph, new Store(opened.view), stage, document.title, preferences);
  app.unit = opened.unit;
  app.dress();
  app.redraw(false, false);

  const live = h('div', { class: 'unseen', 'aria-live': 'polite' });
  app.announce = (text) => {
    live.textContent = text;
  };
  app.panel(() => canvas.setAttribute('aria-label', app.say('canvas')));
  const field = h('section', { class: 'stage', 'aria-label': app.say('network') }, canvas, legend(app), status(app));
  app.panel(() => field.setAttribute('aria-label', app.say('network')));
  const list = lists(app, ask(app)).element,
    top = bar(app);
  field.append(card(app), minimap(app));
  app.renderPanels(); // before they are in the document: nothing is laid out again and again
  document.getElementById('wait')?.remove();
  document.body.prepend(top, h('main', null, field, list), live);

  inset(app);
  stage.resize();
  if (opened.at) {
    stage.fly(opened.at, 0);
    stage.draw();
  }
  performance.mark('innokg-first-frame');
  new ResizeObserver(() => {
    if (matchMedia('print').matches) return;
    inset(app);
    stage.resize();
  }).observe(canvas);
  app.panel(() => inset(app));
  expose(app);
  onPaper(app);
  pointer(app);
  keys(app);
  remember(app);
  const later = (): void => {
    afterPaint(() => {
      app.detailed(new Detail(graph, block('detail') as ConstructorParameters<typeof Detail>[1]));
      performance.mark('innokg-ready');
    });
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', later);
  else later();
}

/** Once the reader sees the picture. */
function afterPaint(then: () => void): void {
  if (document.hidden) setTimeout(then);
  else requestAnimationFrame(() => setTimeout(then));
}

/** Tell the camera which part of the canvas the panels cover: at the sides, or on a phone from below. */
function inset(app: App): void {
  const wide = innerWidth >= 900;
  const covered = (id: string): number => {
    const panel = document.getElementById(id);
    return !panel || panel.hidden ? 0 : wide ? panel.offsetWidth + 24 : panel.offsetHeight + 16;
  };
  if (matchMedia('print').matches) return;
  const { stage } = app,
    before = JSON.stringify(stage.camera.inset);
  stage.camera.inset = wide
    ? { left: covered('legend'), right: covered('card'), top: 0, bottom: 30 }
    : { left: 0, right: 0, top: 0, bottom: Math.max(70, covered('card'), covered('legend')) };
  if (stage.fitted && JSON.stringify(stage.camera.inset) !== before) stage.fit(260);
}

/** Paper is light and has no panels: what is printed fills it. Afterwards all is as it was. */
function onPaper(app: App): void {
  const { stage } = app,
    { camera } = stage;
  let before = { dark: false, spot: { x: 0, y: 0, k: 1 }, inset: camera.inset, fitted: true };
  addEventListener('beforeprint', () => {
    const { x, y, k, inset } = camera;
    before = { dark: app.preferences.dark, spot: { x, y, k }, inset, fitted: stage.fitted };
    app.prefer({ dark: false });
    camera.inset = { left: 0, right: 0, top: 0, bottom: 0 };
    stage.fit(0);
    stage.draw();
  });
  addEventListener('afterprint', () => {
    camera.inset = before.inset;
    stage.fly(before.spot, 0);
    stage.fitted = before.fitted;
    app.prefer({ dark: before.dark });
  });
}

/** For scripts (tests among them) that drive the page: what is shown, and where on the window. */
function expose(app: App): void {
  Object.assign(globalThis, {
    innokg: Object.freeze({
      where(label: string) {
        const node = app.graph.label.indexOf(label),
          box = app.stage.canvas.getBoundingClientRect();
        if (node < 0 || !app.shown.node[node]) return null;
        const { x, y } = app.stage.screen(node);
        return { x: box.left + x, y: box.top + y };
      },
      island(community: number) {
        const { x, y } = app.graph.communities[community],
          { camera } = app.stage,
          box = app.stage.canvas.getBoundingClientRect();
        return {
          x: box.left + camera.screenX(x),
          y: box.top + camera.screenY(y),
          folded: app.stage.bubbles.isFolded(community),
        };
      },
      names: () => app.stage.named,
      shown: () => app.graph.label.filter((_, node) => app.shown.node[node] === 1),
      selected: () => app.store.view.selected.map((node) => app.graph.label[node]),
      edges: () => app.shown.edges,
      scope: () => app.store.view.scope.kind,
      zoom: () => app.stage.camera.k,
      still: () => !app.stage.busy,
    }),
  });
}

/** Keep the address in step with the view, and the view with an address typed in. */
function remember(app: App): void {
  let timer = 0;
  let own = location.hash.slice(1);
  const keep = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      own = write(app);
      try {
        history.replaceState(null, '', `#${own}`);
      } catch {
        location.hash = own;
      }
    }, 250);
  };
  app.panel(keep);
  app.stage.canvas.addEventListener('wheel', keep, { passive: true });
  app.stage.canvas.addEventListener('pointerup', keep);
  addEventListener('hashchange', () => {
    if (location.hash.slice(1) === own) return;
    const opened = read(location.hash, app.graph);
    app.unit = opened.unit;
    Object.assign(app.preferences, opened.preferences);
    app.store.step(opened.view);
    if (opened.at) app.stage.fly(opened.at);
  });
}

start();

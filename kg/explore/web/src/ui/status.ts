// What of the graph is on the screen and what is not, said in words; and the buttons to zoom.
import { NO_FILTERS } from '../model/view';
import type { App } from './app';
import { h, iconButton, refill } from './dom';

export function status(app: App): HTMLElement {
  const text = h('p', { class: 'status-text', role: 'status' });
  const more = h('span', { class: 'status-more' });
  const zoom = h('div', { class: 'zoom', role: 'group' });
  let left = -1,
    folds = false;
  app.stage.onFrame((frame) => {
    if (frame.moving) return;
    const now = app.stage.bubbles.folding;
    if (frame.edgesLeft === left && now === folds) return;
    left = frame.edgesLeft;
    folds = now;
    tell();
  });
  const tell = (): void => {
    refill(
      more,
      left > 0 && h('span', null, app.say('edgesLeft', left)),
      folds && h('span', null, app.say('foldedNote')),
    );
  };
  app.panel(() => {
    const { shown, graph, store, stage } = app;
    const { filters, hidden } = store.view;
    refill(
      text,
      h('span', null, app.say('nodesShown', shown.nodes.toLocaleString('en'), graph.count)),
      h('span', null, app.say('edgesShown', shown.edges.toLocaleString('en'), graph.edges)),
      hidden.size > 0 && h('span', null, app.say('hiddenCount', hidden.size)),
      filters !== NO_FILTERS &&
        isSet(app) &&
        h(
          'button',
          { type: 'button', class: 'link', 'data-key': 'clear filters', onclick: () => store.filter(NO_FILTERS) },
          app.say('resetFilters'),
        ),
      store.view.scope.kind !== 'all' &&
        h(
          'button',
          { type: 'button', class: 'link', 'data-key': 'back to map', onclick: () => app.overview() },
          app.say('backToMap'),
        ),
      shown.nodes === 0 && h('b', null, app.say('nothing')),
      more,
    );
    tell();
    zoom.setAttribute('aria-label', app.say('network'));
    const by = (factor: number) => () => {
      stage.camera.zoomAt(stage.camera.middleX, stage.camera.middleY, factor);
      stage.move();
    };
    refill(
      zoom,
      iconButton('plus', app.say('zoomIn'), by(1.4), { 'data-key': 'in' }),
      iconButton('minus', app.say('zoomOut'), by(1 / 1.4), { 'data-key': 'out' }),
      iconButton('fit', app.say('fit'), () => stage.fit(), { 'data-key': 'fit' }),
    );
  });
  return h('div', { class: 'status' }, text, zoom);
}

function isSet(app: App): boolean {
  const { filters } = app.store.view;
  return (
    filters.classes.size + filters.predicates.size + filters.documents.size > 0 ||
    filters.status !== 'all' ||
    filters.since !== '' ||
    filters.until !== '' ||
    filters.confidence > 0 ||
    filters.place >= 0
  );
}

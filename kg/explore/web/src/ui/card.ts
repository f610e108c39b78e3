// The card on the right: an entity, a relation, several entities, paths; or the guide when nothing is chosen.
import type { App } from './app';
import { h, refill } from './dom';
import { entity } from './entity';
import { guide } from './guide';
import { relation } from './relation';
import { chosen, common, paths } from './several';

export function card(app: App): HTMLElement {
  const panel = h('aside', { class: 'panel card', id: 'card', tabindex: '-1' });
  const open = new Set<string>();
  let last = '';
  app.panel(() => {
    const { view } = app.store;
    const node = view.selected.length === 1 ? view.selected[0] : -1;
    const what = `${view.selected} ${view.edge} ${view.scope.kind}`;
    if (what !== last) {
      open.clear();
      panel.scrollTop = 0;
      last = what;
    }
    const more = (key: string): void => {
      open.add(key);
      app.renderPanels();
    };
    panel.hidden = false;
    panel.setAttribute('aria-label', node >= 0 ? app.name(node) : app.say('guide'));
    if (node >= 0) refill(panel, entity(app, node, open, more));
    else if (view.selected.length > 1) refill(panel, chosen(app));
    else if (view.edge >= 0) refill(panel, relation(app, view.edge));
    else if (view.scope.kind === 'paths') refill(panel, paths(app));
    else if (view.scope.kind === 'common') refill(panel, common(app));
    else if (app.preferences.guide && !app.preferences.list && view.scope.kind === 'all') refill(panel, guide(app));
    else panel.hidden = true;
  });
  return panel;
}

// What a newcomer sees on the right: what this is, whom to look at first, questions one click away.
import { NO_FILTERS } from '../model/view';
import type { App } from './app';
import { clean, h, iconButton } from './dom';
import { entityButton } from './several';

export function guide(app: App): HTMLElement[] {
  const { graph, store } = app;
  const idea = (label: string, onclick: () => void): HTMLElement =>
    h('li', null, h('button', { type: 'button', class: 'idea', onclick, 'data-key': label }, label));
  const labs = graph.predicates.findIndex(({ id }) => id === 'coBuildsLabWith');
  return [
    h(
      'header',
      { class: 'card-head' },
      h('div', { class: 'card-title' }, h('h2', null, clean(app.title))),
      iconButton('close', app.say('close'), () => app.prefer({ guide: false }), { 'data-key': 'close-card' }),
    ),
    h(
      'div',
      { class: 'panel-body' },
      h('p', null, app.say('guideText')),
      h(
        'section',
        null,
        h('h3', null, app.say('ideas')),
        h(
          'ul',
          { class: 'plain' },
          graph.planned.includes(1) &&
            idea(app.say('ideaPlanned'), () => {
              app.preferences.list = 'facts';
              store.filter({ ...NO_FILTERS, status: 'planned' });
            }),
          idea(app.say('ideaMoney'), () => app.whenDetailed(() => priced(app))),
          labs >= 0 &&
            idea(app.say('ideaLabs'), () => {
              app.preferences.list = 'facts';
              store.filter({
                ...NO_FILTERS,
                predicates: new Set([...graph.predicates.keys()].filter((p) => p !== labs)),
              });
            }),
          idea(app.say('ideaTable'), () => app.prefer({ list: 'entities' })),
        ),
      ),
      h(
        'section',
        null,
        h('h3', null, app.say('connected')),
        h(
          'ul',
          { class: 'plain' },
          [...graph.order.subarray(0, 8)].map((node) => h('li', null, entityButton(app, node))),
        ),
      ),
    ),
  ];
}

/** Policies and funds with figures of money, and those figures. */
function priced(app: App): void {
  const { graph, detail } = app;
  const nodes = [...graph.order].filter(
    (node) =>
      ['Policy', 'Fund'].includes(graph.classes[graph.cls[node]].type) &&
      detail?.figuresOf(node).some((index) => detail.figures.unit[index] === '元'),
  );
  app.preferences.list = 'figures';
  app.unit = '元';
  app.only(nodes, []);
}

// A relation's card: both ends, and every sentence that states it.
import type { App } from './app';
import { h, icon, iconButton, ICONS, short } from './dom';
import { names } from './entity';
import { origin, sentence } from './evidence';
import { sign } from './sign';

/** A relation's own card. */
export function relation(app: App, edge: number): HTMLElement[] {
  const { graph, detail } = app;
  const end = (node: number): HTMLElement =>
    h(
      'button',
      {
        type: 'button',
        class: 'entity',
        onclick: () => app.visit(node),
        'data-key': `end ${node}`,
      },
      sign(app, graph.classes[graph.cls[node]]),
      h('bdi', null, short(app.name(node), 80)),
    );
  const p = graph.predicate[edge];
  return [
    h(
      'header',
      { class: 'card-head' },
      h('span', { class: 'relation-icon' }, icon(ICONS.share)),
      h(
        'div',
        { class: 'card-title' },
        h('h2', null, app.predicateName(p)),
        h(
          'p',
          { class: 'kinds' },
          h(
            'span',
            { class: graph.planned[edge] ? 'tag planned' : 'tag' },
            app.say(graph.planned[edge] ? 'planned' : 'asserted'),
          ),
          graph.predicates[p].symmetric && h('span', { class: 'note' }, app.say('undirected')),
        ),
      ),
      iconButton('close', app.say('close'), () => app.clear(), { 'data-key': 'close-card' }),
    ),
    h(
      'div',
      { class: 'panel-body' },
      h(
        'div',
        { class: 'ends' },
        end(graph.from[edge]),
        h('span', { class: graph.planned[edge] ? 'arrow planned' : 'arrow' }, app.predicateName(p)),
        end(graph.to[edge]),
      ),
      h(
        'section',
        null,
        h('h3', null, app.say('evidence')),
        detail
          ? h(
              'ul',
              { class: 'facts' },
              detail.factsOf(edge).map((index) => {
                const fact = detail.fact(index);
                return h(
                  'li',
                  { class: fact.planned ? 'planned' : '' },
                  sentence(app, fact, [
                    { names: names(app, fact.subject), kind: 'subject' },
                    { names: names(app, fact.object), kind: 'object' },
                  ]),
                  origin(app, fact, fact.planned ? 'planned' : 'asserted'),
                );
              }),
            )
          : h('p', { class: 'note' }, app.say('loading')),
      ),
    ),
  ];
}

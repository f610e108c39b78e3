// An entity's card: what it is, what can be done with it, its figures, and its relations with their evidence.
import type { Detail, Fact } from '../model/detail';
import type { App } from './app';
import { clean, h, iconButton, short } from './dom';
import { inBrief, origin, sentence } from './evidence';
import { saveBrief } from './exports';
import { sign } from './sign';

const FIRST = 6; // relations of a kind shown before "more"

/** Show all of a part of which only the first few are shown. */
export type More = (key: string) => void;

export function entity(app: App, node: number, open: ReadonlySet<string>, more: More): HTMLElement[] {
  const { graph, detail } = app;
  const cls = graph.classes[graph.cls[node]];
  const aliases = detail?.aliases(node) ?? [];
  const english = detail?.english(node);
  const head = h(
    'header',
    { class: 'card-head' },
    sign(app, cls, 34),
    h(
      'div',
      { class: 'card-title' },
      h('h2', null, short(app.name(node), 160)),
      h(
        'p',
        { class: 'kinds' },
        h('span', { class: 'chip' }, app.className(graph.cls[node])),
        cls.type !== cls.id && h('span', { class: 'chip' }, app.typeName(graph.cls[node])),
        english && !app.english && h('span', { class: 'note' }, clean(english)),
      ),
    ),
    iconButton('close', app.say('close'), () => app.clear(), { 'data-key': 'close-card' }),
  );
  const body = h(
    'div',
    { class: 'panel-body' },
    actions(app, node),
    aliases.length > 0 &&
      h(
        'p',
        { class: 'aliases' },
        h('b', null, app.say('aliases')),
        aliases.slice(0, 30).map((alias) => h('bdi', null, short(clean(alias), 80))),
      ),
    detail
      ? [figures(app, detail, node, open, more), relations(app, detail, node, open, more), mentions(app, detail, node)]
      : h('p', { class: 'note' }, app.say('loading')),
  );
  return [head, body];
}

function actions(app: App, node: number): HTMLElement {
  const button = (label: string, onclick: () => void, key: string): HTMLElement =>
    h('button', { type: 'button', onclick, 'data-key': key }, label);
  return h(
    'div',
    { class: 'actions' },
    h(
      'span',
      { class: 'group', role: 'group', 'aria-label': app.say('focus') },
      h('span', { class: 'group-name' }, app.say('focus')),
      [1, 2, 3].map((hops) =>
        h(
          'button',
          {
            type: 'button',
            onclick: () => app.focus([node], hops),
            'data-key': `focus ${hops}`,
            'aria-label': `${app.say('focus')} ${app.say('hops', hops)}`,
          },
          hops,
        ),
      ),
    ),
    button(app.say('expand'), () => app.expand(node), 'expand'),
    button(app.say('collapse'), () => app.collapse(node), 'collapse'),
    button(app.say('hide'), () => app.hide([node]), 'hide'),
    button(app.say(app.store.view.pins.has(node) ? 'unpin' : 'pin'), () => app.pin(node), 'pin'),
    button(
      app.say('pathTo'),
      () => {
        app.pathFrom = node;
        app.renderPanels();
        document.getElementById('search')?.focus();
      },
      'path',
    ),
    button(app.say('brief'), () => saveBrief(app, node), 'brief'),
  );
}

function moreButton(app: App, key: string, left: number, more: More): HTMLElement | false {
  return (
    left > 0 &&
    h(
      'button',
      { type: 'button', class: 'link', 'data-key': `more ${key}`, onclick: () => more(key) },
      app.say('more', left),
    )
  );
}

function figures(app: App, detail: Detail, node: number, open: ReadonlySet<string>, more: More): HTMLElement | false {
  const indexes = detail.figuresOf(node);
  if (!indexes.length) return false;
  const listed = open.has('figures') ? indexes : indexes.slice(0, FIRST);
  return h(
    'section',
    null,
    h('h3', null, app.say('figures'), h('span', { class: 'count' }, indexes.length)),
    h(
      'ul',
      { class: 'facts' },
      listed.map((index) => {
        const figure = detail.figure(index);
        return h(
          'li',
          { class: figure.target ? 'planned' : '' },
          h(
            'details',
            null,
            h(
              'summary',
              { 'data-key': `figure ${index}` },
              h('span', { class: 'indicator' }, clean(figure.indicator)),
              h('b', { class: 'amount', title: `${figure.value} ${figure.unit}` }, app.amount(figure)),
              h('span', { class: 'note' }, figure.period ? clean(figure.period) : ''),
              h(
                'span',
                { class: figure.target ? 'tag planned' : 'tag' },
                app.say(figure.target ? 'target' : 'achieved'),
              ),
            ),
            sentence(app, figure, [
              { names: names(app, node), kind: 'subject' },
              { names: [figure.indicator], kind: 'figure' },
            ]),
            origin(app, figure, figure.target ? 'target' : 'achieved'),
          ),
        );
      }),
    ),
    moreButton(app, 'figures', indexes.length - listed.length, more),
  );
}

/** The forms in which sentences may name an entity. */
export function names(app: App, node: number): string[] {
  return [app.graph.label[node], ...(app.detail?.aliases(node) ?? [])];
}

function relations(app: App, detail: Detail, node: number, open: ReadonlySet<string>, more: More): HTMLElement[] {
  const { graph } = app;
  const groups = new Map<string, { title: string; edges: number[] }>();
  for (const edge of graph.edgesOf(node)) {
    const p = graph.predicate[edge],
      out = graph.from[edge] === node || graph.predicates[p].symmetric;
    const key = `${out ? 0 : 1} ${p}`;
    const group = groups.get(key) ?? { title: out ? app.predicateName(p) : app.inverseName(p), edges: [] };
    group.edges.push(edge);
    groups.set(key, group);
  }
  if (!groups.size) return [h('p', { class: 'note' }, app.say('noRelations'))];
  return [...groups]
    .sort((a, b) => b[1].edges.length - a[1].edges.length || a[0].localeCompare(b[0], 'en', { numeric: true }))
    .map(([key, { title, edges }]) => {
      edges.sort(
        (a, b) =>
          graph.planned[a] - graph.planned[b] || graph.rank[graph.across(a, node)] - graph.rank[graph.across(b, node)],
      );
      const listed = open.has(key) ? edges : edges.slice(0, FIRST);
      return h(
        'section',
        null,
        h('h3', null, title, h('span', { class: 'count' }, edges.length)),
        h(
          'ul',
          { class: 'facts' },
          listed.map((edge) => item(app, detail, node, edge)),
        ),
        moreButton(app, key, edges.length - listed.length, more),
      );
    });
}

/** One relation in an entity's card: the other end, and the evidence below it. */
function item(app: App, detail: Detail, node: number, edge: number): HTMLElement {
  const { graph } = app;
  const other = graph.across(edge, node);
  const planned = graph.planned[edge] === 1;
  return h(
    'li',
    { class: planned ? 'planned' : '' },
    h(
      'button',
      { type: 'button', class: 'entity', onclick: () => app.visit(other), 'data-key': `edge ${edge}` },
      sign(app, graph.classes[graph.cls[other]]),
      h('bdi', null, short(app.name(other), 60)),
      planned && h('span', { class: 'tag planned' }, app.say('planned')),
    ),
    detail.factsOf(edge).map((index) => evidence(app, detail.fact(index))),
  );
}

function evidence(app: App, fact: Fact): HTMLElement {
  return h(
    'details',
    { class: 'evidence' },
    h(
      'summary',
      null,
      sentence(
        app,
        fact,
        [
          { names: names(app, fact.subject), kind: 'subject' },
          { names: names(app, fact.object), kind: 'object' },
        ],
        false,
      ),
      inBrief(app, fact),
    ),
    origin(app, fact, fact.planned ? 'planned' : 'asserted'),
  );
}

function mentions(app: App, detail: Detail, node: number): HTMLElement | false {
  const documents = [...new Set(detail.mentions(node))];
  return (
    documents.length > 0 &&
    h(
      'section',
      null,
      h('h3', null, app.say('mentionedIn'), h('span', { class: 'count' }, documents.length)),
      h(
        'ul',
        { class: 'plain' },
        documents
          .slice(0, 40)
          .map((index) =>
            h(
              'li',
              null,
              h('cite', null, app.documentName(index)),
              ' ',
              h('span', { class: 'note' }, clean(app.graph.documents[index].date)),
            ),
          ),
      ),
    )
  );
}

// Cards about several entities: the chosen ones, the paths between two, what some have in common.
import type { App } from './app';
import { h, iconButton, short } from './dom';
import { names } from './entity';
import { inBrief, sentence } from './evidence';
import { savePaths } from './exports';
import { sign } from './sign';

function head(app: App, title: string, close: () => void): HTMLElement {
  return h(
    'header',
    { class: 'card-head' },
    h('div', { class: 'card-title' }, h('h2', null, title)),
    iconButton('close', app.say('close'), close, { 'data-key': 'close-card' }),
  );
}

export function entityButton(app: App, node: number, key = `node ${node}`): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'entity', onclick: () => app.visit(node), 'data-key': key },
    sign(app, app.graph.classes[app.graph.cls[node]]),
    h('bdi', null, short(app.name(node), 60)),
  );
}

export function chosen(app: App): HTMLElement[] {
  const { selected } = app.store.view;
  const button = (label: string, onclick: () => void): HTMLElement =>
    h('button', { type: 'button', onclick, 'data-key': label }, label);
  return [
    head(app, app.say('selectedCount', selected.length), () => app.clear()),
    h(
      'div',
      { class: 'panel-body' },
      h(
        'div',
        { class: 'actions' },
        selected.length === 2 && button(app.say('paths'), () => app.paths(selected[0], selected[1])),
        button(app.say('common'), () => app.common(selected)),
        button(app.say('onlyThese'), () => app.only(selected)),
        button(app.say('focus'), () => app.focus(selected, 1)),
        button(app.say('hideThese'), () => app.hide(selected)),
        button(app.say('clearSelection'), () => app.clear()),
      ),
      h(
        'ul',
        { class: 'plain' },
        selected.map((node) => h('li', null, entityButton(app, node))),
      ),
    ),
  ];
}

export function paths(app: App): HTMLElement[] {
  const { graph, shown } = app;
  const { scope } = app.store.view;
  if (scope.kind !== 'paths') return [];
  const found = shown.paths;
  const title = `${short(app.name(scope.from), 24)} — ${short(app.name(scope.to), 24)}`;
  const length = found ? found.paths[0].length - 1 : 0;
  return [
    head(app, title, () => app.overview()),
    h(
      'div',
      { class: 'panel-body' },
      found
        ? h(
            'p',
            { class: 'note' },
            app.say('pathsFound', found.total, length),
            found.total > found.paths.length && ` ${app.say('pathsShown', found.paths.length)}`,
          )
        : [
            h('p', null, app.say('noPath')),
            oneSentence(app, scope.from, scope.to),
            together(app, scope.from, scope.to),
            h(
              'section',
              null,
              h('h3', null, app.say('goOn')),
              [scope.from, scope.to].map((node) => entityButton(app, node)),
            ),
          ],
      h(
        'ol',
        { class: 'paths' },
        (found?.paths ?? []).map((path, number) =>
          h(
            'li',
            null,
            path.map((node, i) => [
              i > 0 && steps(app, path[i - 1], node),
              entityButton(app, node, `path ${number} ${i}`),
            ]),
          ),
        ),
      ),
      found &&
        h(
          'button',
          { type: 'button', class: 'wide', onclick: () => savePaths(app), 'data-key': 'save paths' },
          app.say('savePaths'),
        ),
      back(app),
    ),
  ];

  /** The relations that join two neighbours on a path, as read from the first. */
  function steps(app: App, a: number, b: number): HTMLElement[] {
    return [...graph.edgesOf(a)]
      .filter((edge) => graph.across(edge, a) === b && shown.edge[edge])
      .map((edge) => {
        const p = graph.predicate[edge],
          forth = graph.from[edge] === a || graph.predicates[p].symmetric;
        return h(
          'button',
          { type: 'button', class: `step${graph.planned[edge] ? ' planned' : ''}`, onclick: () => app.openEdge(edge) },
          forth ? app.predicateName(p) : app.inverseName(p),
        );
      });
  }
}

/** Sentences that name both, though no relation joins them. */
function oneSentence(app: App, a: number, b: number): HTMLElement | false {
  const { detail } = app;
  const found = detail ? detail.naming([names(app, a), names(app, b)]).slice(0, 12) : [];
  return (
    found.length > 0 &&
    h(
      'section',
      null,
      h('h3', null, app.say('bothInSentence'), h('span', { class: 'count' }, found.length)),
      h(
        'ul',
        { class: 'facts' },
        found.map((evidence) =>
          h(
            'li',
            null,
            sentence(app, evidence, [
              { names: names(app, a), kind: 'subject' },
              { names: names(app, b), kind: 'object' },
            ]),
            inBrief(app, evidence, false),
          ),
        ),
      ),
    )
  );
}

/** Documents that mention both. */
function together(app: App, a: number, b: number): HTMLElement | false {
  const { detail } = app;
  const shared = detail
    ? [...new Set(detail.mentions(a))].filter((document) => detail.mentions(b).includes(document))
    : [];
  return (
    shared.length > 0 &&
    h(
      'section',
      null,
      h('h3', null, app.say('bothIn'), h('span', { class: 'count' }, shared.length)),
      h(
        'ul',
        { class: 'plain' },
        shared.slice(0, 20).map((document) => h('li', null, h('cite', null, app.documentName(document)))),
      ),
    )
  );
}

export function common(app: App): HTMLElement[] {
  const { scope } = app.store.view;
  if (scope.kind !== 'common') return [];
  const shared = [...(app.shown.layer ?? [])].filter(([, layer]) => layer === 1).map(([node]) => node);
  return [
    head(app, app.say('common'), () => app.overview()),
    h(
      'div',
      { class: 'panel-body' },
      h('p', { class: 'note' }, scope.of.map((node) => short(app.name(node), 30)).join(' · ')),
      h('p', null, app.say('commonFound', shared.length)),
      h(
        'ul',
        { class: 'plain' },
        shared.slice(0, 200).map((node) => h('li', null, entityButton(app, node))),
      ),
      back(app),
    ),
  ];
}

function back(app: App): HTMLElement {
  return h(
    'button',
    { type: 'button', class: 'wide', onclick: () => app.overview(), 'data-key': 'back' },
    app.say('backToMap'),
  );
}

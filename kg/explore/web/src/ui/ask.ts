// Questions in SPARQL, answered in the page: ready-made ones a click away, or one's own.
import { csv } from '../gives/cells';
import { Engine, hasEngine } from '../sparql/engine';
import type { Answer, Cell } from '../sparql/protocol';
import type { App } from './app';
import { clean, download, h, refill, short } from './dom';
import type { Extra } from './lists';
import { sign } from './sign';

const EXAMPLE = `SELECT ?名称 (COUNT(?object) AS ?关系数)
WHERE { ?entity skos:prefLabel ?名称 ; ?relation ?object . ?object a ik:Entity }
GROUP BY ?名称 ORDER BY DESC(?关系数) LIMIT 20`;

interface Named {
  zh: string;
  en: string;
  text: string;
}

/** The tab, if an engine is built in. */
export function ask(app: App): Extra[] {
  if (!hasEngine()) return [];
  const named = (JSON.parse(document.getElementById('queries')!.textContent!) as [string, string, string][]).map(
    ([zh, en, text]): Named => ({ zh, en, text }),
  );
  const list = h('div', { class: 'ask-list', role: 'group', tabindex: '0' });
  const editor = h('textarea', { spellcheck: 'false', rows: 5 });
  const buttons = h('div', { class: 'ask-buttons' });
  const answer = h('div', { class: 'ask-answer', tabindex: '0', role: 'region', 'aria-live': 'polite' });
  const element = h('div', { class: 'ask' }, list, h('div', { class: 'ask-main' }, editor, buttons, answer));
  editor.value = EXAMPLE;
  let engine: Engine | null = null;
  let running = false;

  const run = (): void =>
    app.whenDetailed((detail) => {
      if (running) return;
      engine ??= new Engine(app.graph, detail);
      running = true;
      refill(answer, h('p', { class: 'note' }, app.say('running')));
      app.renderPanels();
      const begun = performance.now();
      void engine.ask(editor.value).then((found) => {
        running = false;
        refill(answer, show(app, found, performance.now() - begun));
        app.renderPanels();
      });
    });
  editor.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });

  app.panel(() => {
    if (app.preferences.list !== 'ask') return;
    editor.setAttribute('aria-label', 'SPARQL');
    list.setAttribute('aria-label', app.say('ready'));
    answer.setAttribute('aria-label', app.say('answer'));
    refill(
      list,
      h('h3', null, app.say('ready')),
      named.map(({ zh, en, text }, i) =>
        h(
          'button',
          {
            type: 'button',
            class: 'idea',
            'data-key': `query ${i}`,
            onclick: () => {
              editor.value = text;
              run();
            },
          },
          app.english && en ? en : zh,
        ),
      ),
    );
    refill(
      buttons,
      h('button', { type: 'button', class: 'run', disabled: running, onclick: run, 'data-key': 'run' }, app.say('run')),
      running &&
        h(
          'button',
          { type: 'button', 'data-key': 'stop', onclick: () => engine?.stop(app.say('stopped')) },
          app.say('stop'),
        ),
      h('span', { class: 'note' }, app.say('offline')),
    );
  });
  return [{ list: 'ask', name: 'ask', element }];
}

function show(app: App, answer: Answer, time: number): (HTMLElement | false)[] {
  switch (answer.kind) {
    case 'error':
      return [
        h('p', { class: 'fault' }, short(clean(answer.message), 2000)),
        /WebAssembly|DecompressionStream/.test(answer.message) && h('p', null, app.say('tooOld')),
      ];
    case 'boolean':
      return [h('p', null, app.say(answer.value ? 'yes' : 'no'))];
    case 'graph':
      return [h('pre', { tabindex: '0' }, clean(answer.turtle.slice(0, 200_000)).replace(/ (?=[^ ])/g, ' '))];
    case 'ready':
      return [];
    case 'table':
      return [
        h(
          'p',
          { class: 'note' },
          app.say('answered', answer.total, (time / 1000).toFixed(2)),
          ' ',
          answer.total > 0 &&
            h(
              'button',
              { type: 'button', class: 'link', onclick: () => save(app, answer.columns, answer.rows) },
              'CSV',
            ),
        ),
        answer.total > 0 &&
          h(
            'table',
            null,
            h(
              'thead',
              null,
              h(
                'tr',
                null,
                answer.columns.map((name) => h('th', { scope: 'col' }, h('span', { class: 'head' }, clean(name)))),
              ),
            ),
            h(
              'tbody',
              null,
              answer.rows.slice(0, 1000).map((row) =>
                h(
                  'tr',
                  null,
                  row.map((cell) => h('td', { class: cell.number ? 'number' : '' }, content(app, cell))),
                ),
              ),
            ),
          ),
      ];
  }
}

/** An entity's IRI becomes a way to it. */
function content(app: App, cell: Cell): HTMLElement | string {
  const { graph } = app;
  const node =
    cell.iri && cell.value.startsWith(graph.base)
      ? graph.find(cell.value.slice(graph.base.length))
      : graph.label.indexOf(cell.value);
  if (node < 0) return short(clean(cell.value), 300);
  return h(
    'button',
    { type: 'button', class: 'entity', onclick: () => app.visit(node) },
    sign(app, graph.classes[graph.cls[node]]),
    h('bdi', null, short(app.name(node), 60)),
  );
}

function save(app: App, columns: string[], rows: Cell[][]): void {
  const table = {
    name: '',
    columns,
    rows: rows.map((row) => row.map(({ value, number }) => (number ? Number(value) : value))),
  };
  download(`${app.title}-SPARQL.csv`, 'text/csv;charset=utf-8', csv(table));
}

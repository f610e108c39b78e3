// The query page: an editor (CodeMirror), the named queries, and the answer as a table. Words of the graph are only
// ever set as text.
import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { StreamLanguage, bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { sparql } from '@codemirror/legacy-modes/mode/sparql';
import { EditorState } from '@codemirror/state';
import { EditorView, drawSelection, keymap, lineNumbers } from '@codemirror/view';
import { KEYWORDS, suggestions } from './complete.js';
import { element, show } from './results.js';

// The page's policy forbids style attributes as text, by which CodeMirror sets a few; as properties they are allowed.
const setAttribute = Element.prototype.setAttribute;
Element.prototype.setAttribute = function (name, value) {
  if (name === 'style') this.style.cssText = value;
  else setAttribute.call(this, name, value);
};

const FIRST = `# 平台及其所在地 · Platforms and where they are
SELECT ?platform ?name ?place WHERE {
  ?platform a ik:Platform ; skos:prefLabel ?name ; ik:locatedIn ?where .
  ?where skos:prefLabel ?place .
}
ORDER BY ?place ?name
LIMIT 100
`;

const root = document.getElementById('editor');
const chooser = element('select', { id: 'named', 'aria-label': '预置查询 Named queries' });
const run = element('button', { id: 'run', title: 'Ctrl + Enter' }, '运行 Run');
const csv = element('button', { id: 'csv' }, 'CSV');
const json = element('button', { id: 'json' }, 'JSON');
const status = element('span', { id: 'status', role: 'status' });
const area = element('div', { id: 'area' });
const results = element('div', { id: 'results' });
root.append(element('div', { id: 'tools' }, chooser, run, csv, json, status), area, results);

const asked = new URLSearchParams(location.hash.slice(1)).get('query');
// In a shadow root CodeMirror's styles are constructed sheets, which the policy allows; in the page they would be text.
const shadow = area.attachShadow({ mode: 'open' });
const view = new EditorView({
  parent: shadow,
  root: shadow,
  state: EditorState.create({
    doc: asked || FIRST,
    extensions: [
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      closeBrackets(),
      StreamLanguage.define(sparql),
      syntaxHighlighting(defaultHighlightStyle),
      autocompletion({ override: [KEYWORDS, suggestions] }),
      EditorView.lineWrapping,
      EditorView.theme({ '&': { minHeight: '12rem', maxHeight: '50vh' }, '.cm-content': { minHeight: '12rem' } }),
      EditorView.contentAttributes.of({ 'aria-label': 'SPARQL 查询 query' }),
      keymap.of([
        { key: 'Mod-Enter', run: () => (ask(), true) },
        ...completionKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
    ],
  }),
});

let asking = null;

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const query = view.state.doc.toString();
  history_(query);
  status.textContent = '查询中 …';
  const began = performance.now();
  try {
    const response = await fetch('/sparql', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/sparql-query',
        Accept: 'application/sparql-results+json, text/turtle;q=0.9',
      },
      body: query,
      signal,
    });
    const text = await response.text();
    const time = Math.round(performance.now() - began);
    if (!response.ok) {
      status.textContent = `${response.status} · ${time} ms`;
      results.replaceChildren(element('p', { class: 'wrong' }, detail(text)));
      return;
    }
    const cut = response.headers.get('KG-Cut') ? '，已截断 cut' : '';
    const count = show(results, response.headers.get('Content-Type') || '', text);
    status.textContent = `${count} · ${time} ms${cut}`;
  } catch (error) {
    if (!signal.aborted) status.textContent = `没有回应 · ${error.message}`;
  }
}

function detail(text) {
  try {
    return JSON.parse(text).detail;
  } catch {
    return text.slice(0, 500);
  }
}

function history_(query) {
  window.history.replaceState(null, '', `#query=${encodeURIComponent(query)}`);
}

async function download(format) {
  const query = view.state.doc.toString();
  const response = await fetch(`/sparql?format=${format}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sparql-query' },
    body: query,
  });
  if (!response.ok) {
    status.textContent = detail(await response.text());
    return;
  }
  const url = URL.createObjectURL(await response.blob());
  const link = element('a', { href: url, download: `innokg.${format}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function named() {
  const response = await fetch('/api/queries');
  const { queries } = await response.json();
  chooser.append(element('option', { value: '' }, '预置查询 Named queries'));
  for (const query of queries) {
    chooser.append(element('option', { value: query.sparql }, `${query.title.zh} · ${query.title.en}`));
  }
  chooser.addEventListener('change', () => {
    if (!chooser.value) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: chooser.value } });
    ask();
  });
}

run.addEventListener('click', ask);
csv.addEventListener('click', () => download('csv'));
json.addEventListener('click', () => download('json'));
named();
if (asked) ask();

// The answer to a query as nodes of the page.

/** An element with attributes and children, which are nodes or text. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Show `text` of the media type `type` in `place`; how much it was, in words. */
export function show(place, type, text) {
  if (!type.startsWith('application/sparql-results+json')) {
    place.replaceChildren(element('pre', {}, text));
    return `${text.length.toLocaleString()} 字符 characters`;
  }
  const said = JSON.parse(text);
  if ('boolean' in said) {
    place.replaceChildren(element('p', { class: 'answer' }, said.boolean ? '是 Yes' : '否 No'));
    return '';
  }
  const columns = said.head.vars;
  const rows = said.results.bindings;
  const head = element('tr', {}, ...columns.map((column) => element('th', {}, column)));
  const body = rows.map((row) => element('tr', {}, ...columns.map((column) => element('td', {}, cell(row[column])))));
  place.replaceChildren(element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)));
  return `${rows.length.toLocaleString()} 行 rows`;
}

function cell(term) {
  if (!term) return '';
  if (term.type === 'uri') {
    const local = /^https?:\/\/[^/]+\/innokg\/((?:id|doc|fact|observation)\/.*)$/.exec(term.value);
    if (local) return element('a', { href: `/${local[1]}`, title: term.value }, readable(local[1]));
    if (/^https?:\/\//.test(term.value)) return element('span', { title: term.value }, shorter(term.value));
    return term.value;
  }
  return term.value ?? JSON.stringify(term);
}

function readable(path) {
  const name = path.slice(path.indexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function shorter(iri) {
  return iri.replace('https://w3id.org/innokg/ontology#', 'ik:');
}

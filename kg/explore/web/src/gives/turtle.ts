// What is shown as Turtle, grouped by subject.
import type { App } from '../ui/app';
import { PREFIXES, triples, type Triple } from './rdf';

const LOCAL = /^[0-9A-Za-z_\u3400-\u4dbf\u4e00-\u9fff][0-9A-Za-z_\-\u3400-\u4dbf\u4e00-\u9fff]*$/;

export function turtle(app: App): string {
  if (!app.detail) return '';
  const prefixes: Record<string, string> = { ...PREFIXES, id: app.graph.base };
  const spaces = Object.entries(prefixes)
    .filter(([, space]) => space)
    .sort((a, b) => b[1].length - a[1].length);
  const known = new Map<string, string>();
  const shorten = (term: string): string => {
    let short = known.get(term);
    if (short === undefined) {
      const [, value = '', tail = ''] = /^(.*\^\^)?<(.*)>$/s.exec(term) ?? [];
      const space = tail && spaces.find(([, uri]) => tail.startsWith(uri) && LOCAL.test(tail.slice(uri.length)));
      short = space ? `${value}${space[0]}:${tail.slice(space[1].length)}` : term;
      known.set(term, short);
    }
    return short;
  };
  const subjects = new Map<string, Map<string, Set<string>>>();
  for (const [s, p, o] of triples(app.graph, app.detail, app.shown) as readonly Triple[]) {
    let said = subjects.get(s);
    if (!said) subjects.set(s, (said = new Map()));
    const objects = said.get(p);
    if (objects) objects.add(o);
    else said.set(p, new Set([o]));
  }
  const out = spaces
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([prefix, space]) => `@prefix ${prefix}: <${space}> .\n`);
  for (const [subject, said] of subjects) {
    const lines = [...said].map(
      ([p, objects]) =>
        `${p === `<${PREFIXES.rdf}type>` ? 'a' : shorten(p)} ${[...objects].map(shorten).join(' ,\n        ')}`,
    );
    out.push(`\n${shorten(subject)} ${lines.join(' ;\n    ')} .\n`);
  }
  return out.join('');
}

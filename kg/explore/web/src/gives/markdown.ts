// An entity's brief: what is said of it, each statement with the number of its source.
import type { App } from '../ui/app';
import { clean } from '../ui/dom';
import type { Evidence } from '../model/detail';

/** Text that Markdown leaves as it is. */
function plain(text: string): string {
  return clean(text).replace(/([\\`*_{}[\]<>#|~])/g, '\\$1');
}

export function brief(app: App, node: number): string {
  const { graph, detail } = app;
  if (!detail) return '';
  const cited: Evidence[] = [];
  const numbers = new Map<string, number>();
  /** The number of the source: the same sentence is one source. */
  const cite = (evidence: Evidence): string => {
    const key = `${evidence.document} ${evidence.sentence}`;
    let number = numbers.get(key);
    if (number === undefined) {
      cited.push(evidence);
      numbers.set(key, (number = cited.length));
    }
    return `[${number}]`;
  };
  const out = [`# ${plain(app.name(node))}`, '', `- ${app.say('cls')}：${app.className(graph.cls[node])}`];
  const aliases = detail.aliases(node);
  if (aliases.length) out.push(`- ${app.say('aliases')}：${aliases.map(plain).join('、')}`);
  const figures = detail.figuresOf(node).map((index) => detail.figure(index));
  if (figures.length) out.push('', `## ${app.say('figures')}`, '');
  for (const figure of figures) {
    out.push(
      `- ${plain(figure.indicator)}：${plain(app.amount(figure))}${figure.period ? `（${plain(figure.period)}）` : ''}` +
        `，${app.say(figure.target ? 'target' : 'achieved')} ${cite(figure)}`,
    );
  }
  const groups = new Map<string, string[]>();
  for (const edge of graph.edgesOf(node)) {
    const p = graph.predicate[edge],
      out_ = graph.from[edge] === node || graph.predicates[p].symmetric;
    const title = out_ ? app.predicateName(p) : app.inverseName(p);
    const marks = detail.factsOf(edge).map((index) => cite(detail.fact(index)));
    const line = `- ${plain(app.name(graph.across(edge, node)))}${graph.planned[edge] ? `（${app.say('planned')}）` : ''} ${[...new Set(marks)].join('')}`;
    groups.set(title, [...(groups.get(title) ?? []), line]);
  }
  for (const [title, lines] of groups) out.push('', `## ${title}`, '', ...lines);
  out.push('', `## ${app.say('sources')}`, '');
  cited.forEach((evidence, i) => {
    const source = graph.documents[evidence.document];
    const where = [app.documentName(evidence.document), source?.publisher, source?.date]
      .filter(Boolean)
      .map((part) => plain(part!))
      .join('，');
    out.push(
      `${i + 1}. “${plain(evidence.sentence)}” — ${where}，${app.say('characters', evidence.start, evidence.end)}`,
    );
  });
  return `${out.join('\n')}\n`;
}

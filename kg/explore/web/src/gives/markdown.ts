// An entity's brief: what is said of it, each statement with the number of its source.
import type { App } from '../ui/app';
import { clean } from '../ui/dom';
import type { Evidence } from '../model/detail';

/** Text that Markdown leaves as it is. */
function plain(text: string): string {
  return clean(text).replace(/([\\`*_{}[\]<>#|~])/g, '\\$1');
}

/** Sentences cited, each with the number it got first: the same sentence is one source. */
class Sources {
  private readonly cited: Evidence[] = [];
  private readonly numbers = new Map<string, number>();

  cite(evidence: Evidence): string {
    const key = `${evidence.document} ${evidence.sentence}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      this.cited.push(evidence);
      this.numbers.set(key, (number = this.cited.length));
    }
    return `[${number}]`;
  }

  list(app: App): string[] {
    const lines = this.cited.map((evidence, i) => {
      const source = app.graph.documents[evidence.document];
      const where = [app.documentName(evidence.document), source?.publisher, source?.date]
        .filter(Boolean)
        .map((part) => plain(part!))
        .join('，');
      const place = app.say('characters', String(evidence.start), String(evidence.end));
      return `${i + 1}. “${plain(evidence.sentence)}” — ${where}，${place}`;
    });
    return ['', `## ${app.say('sources')}`, '', ...lines];
  }
}

/** The paths on the screen, step by step, each with its sources. */
export function pathsText(app: App): string {
  const { graph, detail, shown } = app;
  const { scope } = app.store.view;
  if (!detail || !shown.paths || scope.kind !== 'paths') return '';
  const sources = new Sources();
  const step = (a: number, b: number): string =>
    [...graph.edgesOf(a)]
      .filter((edge) => graph.across(edge, a) === b && shown.edge[edge])
      .map((edge) => {
        const p = graph.predicate[edge],
          forth = graph.from[edge] === a || graph.predicates[p].symmetric;
        const marks = [...new Set(detail.factsOf(edge).map((index) => sources.cite(detail.fact(index))))].join('');
        const planned = graph.planned[edge] ? `（${app.say('planned')}）` : '';
        return `${forth ? app.predicateName(p) : app.inverseName(p)}${planned} ${marks}`;
      })
      .join('，');
  const out = [`# ${plain(app.name(scope.from))} — ${plain(app.name(scope.to))}`, ''];
  out.push(app.say('pathsFound', shown.paths.total, shown.paths.paths[0].length - 1));
  shown.paths.paths.forEach((path, i) => {
    out.push('', `## ${i + 1}`, '', `- ${plain(app.name(path[0]))}`);
    path.slice(1).forEach((node, j) => out.push(`- → ${step(path[j], node)} → ${plain(app.name(node))}`));
  });
  return `${[...out, ...sources.list(app)].join('\n')}\n`;
}

export function brief(app: App, node: number): string {
  const { graph, detail } = app;
  if (!detail) return '';
  const sources = new Sources();
  const out = [`# ${plain(app.name(node))}`, '', `- ${app.say('cls')}：${app.className(graph.cls[node])}`];
  const aliases = detail.aliases(node);
  if (aliases.length) out.push(`- ${app.say('aliases')}：${aliases.map(plain).join('、')}`);
  const figures = detail.figuresOf(node).map((index) => detail.figure(index));
  if (figures.length) out.push('', `## ${app.say('figures')}`, '');
  for (const figure of figures) {
    out.push(
      `- ${plain(figure.indicator)}：${plain(app.amount(figure))}${figure.period ? `（${plain(figure.period)}）` : ''}` +
        `，${app.say(figure.target ? 'target' : 'achieved')} ${sources.cite(figure)}`,
    );
  }
  const groups = new Map<string, string[]>();
  for (const edge of graph.edgesOf(node)) {
    const p = graph.predicate[edge],
      out_ = graph.from[edge] === node || graph.predicates[p].symmetric;
    const title = out_ ? app.predicateName(p) : app.inverseName(p);
    const marks = detail.factsOf(edge).map((index) => sources.cite(detail.fact(index)));
    const line = `- ${plain(app.name(graph.across(edge, node)))}${graph.planned[edge] ? `（${app.say('planned')}）` : ''} ${[...new Set(marks)].join('')}`;
    groups.set(title, [...(groups.get(title) ?? []), line]);
  }
  for (const [title, lines] of groups) out.push('', `## ${title}`, '', ...lines);
  return `${[...out, ...sources.list(app)].join('\n')}\n`;
}

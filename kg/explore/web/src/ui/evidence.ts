// The words that state a fact: the sentence with both ends marked, where it stands, how sure we are.
import { locate, type Evidence } from '../model/detail';
import type { App } from './app';
import { clean, h, icon, ICONS } from './dom';
import type { Word } from './words';

/** What to mark in a sentence: the names of an end and how to mark it. */
export interface End {
  names: readonly string[];
  kind: 'subject' | 'object' | 'figure';
}

type Mark = readonly [start: number, end: number, kind: string];

const LONG = 110; // a longer sentence is shown in pieces until it is opened
const AROUND = 16;

/** The sentence with its ends marked and the quoted words underlined; ends that it does not name are said below. */
export function sentence(app: App, evidence: Evidence, ends: readonly End[], whole = true): HTMLElement {
  const { sentence: text, from, to } = evidence;
  const marks: Mark[] = [];
  const unsaid: string[] = [];
  const length = ({ names }: End): number => {
    const span = locate(names, text, from, to);
    return span ? span[1] - span[0] : 0;
  };
  // the longer first: where one end's name lies within the other's, it is marked within the mark
  for (const { names, kind } of [...ends].sort((a, b) => length(b) - length(a))) {
    const span = locate(
      names,
      text,
      from,
      to,
      marks.map(([start, end]) => [start, end]),
    );
    if (span) marks.push([...span, kind]);
    else unsaid.push(names[0]);
  }
  const cut = !whole && text.length > LONG;
  return h(
    'div',
    { class: cut ? 'sentence cut' : 'sentence' },
    h('p', { lang: 'zh-CN', class: 'full' }, marked(evidence, marks, 0, text.length)),
    cut && h('p', { lang: 'zh-CN', class: 'excerpt', 'aria-hidden': 'true' }, excerpt(evidence, marks)),
    unsaid.map((name) => h('p', { class: 'note' }, app.say('unsaid', clean(name)))),
  );
}

/** Text from `start` to `end` with what is marked in it. */
function marked(
  { sentence: text, from, to }: Evidence,
  marks: readonly Mark[],
  start: number,
  end: number,
): (string | HTMLElement)[] {
  const edges = [start, end, from, to, ...marks.flatMap(([a, b]) => [a, b])].filter((at) => at >= start && at <= end);
  const cuts = [...new Set(edges)].sort((a, b) => a - b);
  return cuts.slice(1).map((stop, i) => {
    const piece = clean(text.slice(cuts[i], stop));
    const [mark] = marks.filter(([a, b]) => a <= cuts[i] && stop <= b).sort((p, q) => p[1] - p[0] - (q[1] - q[0]));
    if (mark) return h('mark', { class: mark[2] }, piece);
    return cuts[i] >= from && stop <= to ? h('span', { class: 'quote' }, piece) : piece;
  });
}

/** The pieces of a long sentence around what is marked in it, or its beginning. */
function excerpt(evidence: Evidence, marks: readonly Mark[]): (string | HTMLElement)[] {
  const { length } = evidence.sentence;
  const windows: [number, number][] = [];
  for (const [start, end] of [...marks].sort((a, b) => a[0] - b[0])) {
    const left = Math.max(0, start - AROUND),
      right = Math.min(length, end + AROUND),
      last = windows[windows.length - 1];
    if (last && left <= last[1] + 6) last[1] = right;
    else windows.push([left, right]);
  }
  if (!windows.length) windows.push([0, Math.min(length, 80)]);
  return [
    windows[0][0] > 0 ? '……' : '',
    ...windows.flatMap(([start, end], i) => [...(i ? ['……'] : []), ...marked(evidence, marks, start, end)]),
    windows[windows.length - 1][1] < length ? '……' : '',
  ];
}

/** Document, date and confidence in one line, for evidence that is not opened. */
export function inBrief(app: App, evidence: Evidence, opens = true): HTMLElement {
  const source = app.graph.documents[evidence.document];
  return h(
    'p',
    { class: 'in-brief' },
    h('cite', null, app.documentName(evidence.document)),
    h('span', null, source?.date ? clean(source.date) : ''),
    h('span', { title: app.say('confidenceIs') }, evidence.confidence.toFixed(2)),
    opens && icon(ICONS.down),
  );
}

/** Document, date, place in it, status, rule, confidence. */
export function origin(app: App, evidence: Evidence, status: Word): HTMLElement {
  const source = app.graph.documents[evidence.document];
  return h(
    'p',
    { class: 'origin' },
    h('cite', null, app.documentName(evidence.document)),
    source?.publisher && h('span', null, clean(source.publisher)),
    h('span', null, source?.date ? clean(source.date) : app.say('noDate')),
    h('span', null, app.say('characters', String(evidence.start), String(evidence.end))),
    h('span', { class: status === 'planned' || status === 'target' ? 'tag planned' : 'tag' }, app.say(status)),
    h('span', null, `${app.say('rule')} `, h('code', null, clean(evidence.rule))),
    h(
      'span',
      { class: 'sure' },
      `${app.say('confidenceIs')} ${evidence.confidence.toFixed(2)}`,
      h('meter', { min: 0, max: 1, value: String(evidence.confidence), 'aria-label': app.say('confidenceIs') }),
    ),
  );
}

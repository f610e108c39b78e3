// Finding entities by what people type: names, aliases, pinyin in full, initials or a mix, and with typing errors.
import type { Detail } from './detail';
import type { Graph } from './graph';

export interface Hit {
  node: number;
  score: number;
  /** The alias that matched, if it was not the name. */ alias: string;
}

/** What is compared: no case, no width, no spaces, quotes, punctuation or characters not to be seen. */
export function squeeze(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{C}]+/gu, '');
}

interface Entry {
  node: number;
  text: string;
  alias: string;
}

export class Finder {
  private readonly entries: Entry[] = [];
  private readonly sounds: { node: number; syllables: string[] }[] = [];

  constructor(
    private readonly graph: Graph,
    detail: Detail,
  ) {
    for (let node = 0; node < graph.count; node++) {
      this.entries.push({ node, text: squeeze(graph.label[node].slice(0, 200)), alias: '' });
      for (const alias of [...detail.aliases(node), detail.english(node)]) {
        if (alias) this.entries.push({ node, text: squeeze(alias.slice(0, 200)), alias });
      }
      for (const sound of detail.pinyin(node).split('|')) {
        if (sound) this.sounds.push({ node, syllables: sound.toLowerCase().split(' ') });
      }
    }
  }

  /** The best matches, best first; `maybe` says that they are guesses for a typing error. */
  find(typed: string, limit = 40): { hits: Hit[]; maybe: boolean } {
    const query = squeeze(typed.slice(0, 100));
    if (!query) return { hits: [], maybe: false };
    const best = new Map<number, Hit>();
    const offer = (node: number, score: number, alias: string): void => {
      const full = score + Math.min(4, Math.log2(1 + this.graph.degree[node]) / 2);
      const held = best.get(node);
      if (!held || held.score < full) best.set(node, { node, score: full, alias });
    };
    for (const { node, text, alias } of this.entries) {
      const at = text.indexOf(query);
      if (at < 0) continue;
      const closeness = (query.length / text.length) * 9;
      offer(node, (text.length === query.length ? 90 : at === 0 ? 70 : 55) + closeness - (alias ? 3 : 0), alias);
    }
    if (/^[a-z0-9]+$/.test(query)) {
      for (const { node, syllables } of this.sounds) {
        const score = sounding(query, syllables);
        if (score) offer(node, score, '');
      }
    }
    const maybe = best.size === 0;
    if (maybe) this.guess(query, offer);
    const hits = [...best.values()].sort(
      (a, b) => b.score - a.score || this.graph.rank[a.node] - this.graph.rank[b.node],
    );
    return { hits: hits.slice(0, limit), maybe: maybe && hits.length > 0 };
  }

  private guess(query: string, offer: (node: number, score: number, alias: string) => void): void {
    if (query.length < 2) return;
    const allowed = Math.max(1, Math.floor(query.length / 3));
    for (const { node, text, alias } of this.entries) {
      if (Math.abs(text.length - query.length) > allowed || shared(query, text) < query.length - allowed) continue;
      const distance = edits(query, text, allowed);
      if (distance <= allowed) offer(node, 40 - 8 * distance, alias);
    }
    if (!/^[a-z0-9]+$/.test(query) || query.length < 4) return;
    for (const { node, syllables } of this.sounds) {
      const text = syllables.join('');
      if (Math.abs(text.length - query.length) > allowed || shared(query, text) < query.length - allowed) continue;
      const distance = edits(query, text, allowed);
      if (distance <= allowed) offer(node, 36 - 4 * distance, '');
    }
  }
}

/** A score if the letters run through consecutive syllables, each by its beginning: xidian, xd and xidhang all do. */
function sounding(query: string, syllables: readonly string[]): number {
  for (let start = 0; start < syllables.length; start++) {
    const end = run(query, 0, syllables, start);
    if (end < 0) continue;
    const whole = start === 0 && end === syllables.length;
    return (whole ? 78 : start === 0 ? 58 : 44) + Math.min(6, ((end - start) / syllables.length) * 6);
  }
  return 0;
}

/** The syllable after the last one used, or -1. */
function run(query: string, at: number, syllables: readonly string[], index: number): number {
  if (at === query.length) return index;
  const syllable = syllables[index];
  if (syllable === undefined || syllable[0] !== query[at]) return -1;
  let length = 1;
  while (length < syllable.length && query[at + length] === syllable[length]) length++;
  for (; length > 0; length--) {
    const end = run(query, at + length, syllables, index + 1);
    if (end >= 0) return end;
  }
  return -1;
}

/** How many characters two texts share, whatever their order. */
function shared(a: string, b: string): number {
  let rest = b,
    count = 0;
  for (const character of a) {
    const at = rest.indexOf(character);
    if (at >= 0) {
      count++;
      rest = rest.slice(0, at) + rest.slice(at + 1);
    }
  }
  return count;
}

/** Insertions, deletions, substitutions and swaps that turn a into b; more than `limit` is limit + 1. */
function edits(a: string, b: string, limit: number): number {
  let before: number[] = [],
    row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row[b.length];
}

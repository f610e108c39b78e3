// A figure's amount as people write it.
import type { Figure } from '../model/detail';
import { clean } from './dom';

export type Amount = Pick<Figure, 'value' | 'unit' | 'comparator'>;

const SIGNS: Record<string, readonly [string, string]> = {
  '>': ['超 ', 'over '],
  '>=': ['不低于 ', 'at least '],
  '<': ['不到 ', 'under '],
  '<=': ['至多 ', 'at most '],
  '~': ['约 ', 'about '],
};

/** 超 6,000 万元, 120 家, 12.5%, 第 3 位. */
export function amount({ value, unit, comparator }: Amount, english: boolean): string {
  const sign = SIGNS[comparator]?.[english ? 1 : 0] ?? '';
  if (unit === '位') return english ? `${sign}no. ${value}` : `${sign}第 ${value} 位`;
  const [count, large] = unit === '%' || english ? [value, ''] : scaled(value);
  const number = count.toLocaleString('en', { maximumFractionDigits: 4 });
  return `${sign}${number}${unit === '%' ? '' : ' '}${large}${clean(unit)}`;
}

function scaled(value: number): [number, string] {
  if (Math.abs(value) < 10_000) return [value, ''];
  return Math.abs(value) >= 1e8 ? [value / 1e8, '亿'] : [value / 1e4, '万'];
}

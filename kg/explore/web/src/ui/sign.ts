// An entity's sign as it stands in the legend, the card and the lists.
import { look } from '../draw/shapes';
import type { Klass } from '../model/graph';
import { svg } from './dom';
import type { App } from './app';

export function sign(app: App, cls: Klass, size = 18): SVGElement {
  const looks = look(cls.type, cls.zh);
  const color = app.preferences.dark ? looks.dark : looks.light;
  const text = svg('text', {
    x: 0,
    y: looks.drop + 0.05,
    'text-anchor': 'middle',
    'dominant-baseline': 'central',
    'font-size': looks.room * (app.english ? 0.85 : 1),
    'font-weight': 600,
    fill: looks.hollow ? color : app.preferences.dark ? '#14171c' : '#fff',
  });
  text.textContent = app.english ? looks.letters : looks.sign;
  return svg(
    'svg',
    { viewBox: '-1.25 -1.25 2.5 2.5', width: size, height: size, class: 'sign', 'aria-hidden': 'true' },
    svg('path', {
      d: looks.path,
      fill: looks.hollow ? 'none' : color,
      stroke: looks.hollow ? color : 'none',
      'stroke-width': 0.16,
    }),
    text,
  );
}

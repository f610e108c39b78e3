// What colour and size tell: class or community, relations or figures. And whose colour is whose.
import type { App } from './app';
import { h, short } from './dom';
import { segmented } from './segmented';

const LISTED = 8;
let open = false;

export function looks(app: App): HTMLElement {
  const { colour, size } = app.preferences;
  return h(
    'details',
    {
      class: 'legend-section',
      open: open || colour !== 'class' || size !== 'relations',
      ontoggle: (event: Event) => {
        open = (event.target as HTMLDetailsElement).open;
      },
    },
    h('summary', { 'data-key': 'looks' }, app.say('looks')),
    segmented(
      app.say('colourBy'),
      'colour',
      [
        ['class', app.say('byClass')],
        ['community', app.say('byCommunity')],
      ],
      colour,
      (value) => app.prefer({ colour: value }),
    ),
    colour === 'community' && communities(app),
    segmented(
      app.say('sizeBy'),
      'size',
      [
        ['relations', app.say('byRelations')],
        ['figures', app.say('byFigures')],
        ['even', app.say('bySame')],
      ],
      size,
      (value) => app.prefer({ size: value }),
    ),
  );
}

/** The largest communities, each by its best linked entity: a click goes there. */
function communities(app: App): HTMLElement {
  const { graph, stage, shown } = app;
  const tint = stage.tinting(stage.theme);
  const listed = graph.communities
    .map(({ members }) => members.filter((node) => shown.node[node]))
    .filter((members) => members.length > 2 && !graph.isLoose(members[0]))
    .slice(0, LISTED);
  return h(
    'ul',
    { class: 'plain' },
    listed.map((members) => {
      const swatch = h('span', { class: 'swatch' });
      swatch.style.background = tint?.(members[0]) ?? '';
      return h(
        'li',
        null,
        h(
          'button',
          { type: 'button', class: 'entity', onclick: () => app.visit(members[0]), 'data-key': `group ${members[0]}` },
          swatch,
          h('bdi', null, app.say('around', short(app.name(members[0]), 16))),
          h('span', { class: 'count' }, members.length.toLocaleString('en')),
        ),
      );
    }),
  );
}

// What the reader can take away: pictures, tables, RDF, GraphML, a brief, a link.
import { csv, xlsx, type Sheet } from '../gives/cells';
import { graphml } from '../gives/graphml';
import { brief, pathsText } from '../gives/markdown';
import { png, svgPicture } from '../gives/picture';
import { turtle } from '../gives/turtle';
import type { App } from './app';
import { download } from './dom';
import type { Item } from './menu';
import { entityTable, factTable, figureTable, type Table } from './rows';

function sheet(name: string, { columns, rows }: Table): Sheet {
  return { name, columns, rows: rows.map(({ cells }) => cells) };
}

/** Figures with the bare number and the unit in columns of their own. */
function figureSheet(app: App): Sheet {
  const { columns, rows } = figureTable(app);
  return {
    name: app.say('figures'),
    columns: [...columns, `${app.say('value')} (123)`, app.say('unit')],
    rows: rows.map(({ cells }) => cells),
  };
}

function sheets(app: App): Sheet[] {
  return [sheet(app.say('entities'), entityTable(app)), sheet(app.say('facts'), factTable(app)), figureSheet(app)];
}

function current(app: App): Sheet {
  const { list } = app.preferences;
  return list === 'facts'
    ? sheet(app.say('facts'), factTable(app))
    : list === 'figures'
      ? figureSheet(app)
      : sheet(app.say('entities'), entityTable(app));
}

export function exportItems(app: App): Item[] {
  const save = (suffix: string, type: string, content: BlobPart, name = app.title): void => {
    download(`${name}${suffix}`, type, content);
    app.announce(app.say('saved', suffix));
  };
  const detailed = (then: () => void) => () => app.whenDetailed(then);
  return [
    [
      app.say('png'),
      () => {
        void png(app).then((blob) => {
          if (blob) save('.png', 'image/png', blob);
        });
      },
    ],
    [app.say('svgFile'), () => save('.svg', 'image/svg+xml', svgPicture(app))],
    null,
    [
      app.say('csv'),
      detailed(() => {
        const table = current(app);
        save('.csv', 'text/csv;charset=utf-8', csv(table), `${app.title}-${table.name}`);
      }),
    ],
    [
      app.say('xlsx'),
      detailed(() =>
        save(
          '.xlsx',
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          xlsx(sheets(app)) as BlobPart,
        ),
      ),
    ],
    [app.say('turtle'), detailed(() => save('.ttl', 'text/turtle;charset=utf-8', turtle(app)))],
    [app.say('graphml'), detailed(() => save('.graphml', 'application/graphml+xml;charset=utf-8', graphml(app)))],
    ...(app.shown.paths ? [[app.say('savePaths'), () => savePaths(app)] as Item] : []),
    ...(app.store.view.selected.length === 1
      ? [[`${app.say('brief')} · Markdown`, () => saveBrief(app, app.focused)] as Item]
      : []),
    null,
    [
      app.say('link'),
      () => {
        void copy(location.href).then(() => app.announce(app.say('copied')));
      },
    ],
    [app.say('print'), () => window.print()],
  ];
}

export function saveBrief(app: App, node: number): void {
  app.whenDetailed(() => download(`${app.name(node)}.md`, 'text/markdown;charset=utf-8', brief(app, node)));
}

export function savePaths(app: App): void {
  const { scope } = app.store.view;
  if (scope.kind !== 'paths') return;
  const name = `${app.name(scope.from)}-${app.name(scope.to)}`;
  app.whenDetailed(() => download(`${name}.md`, 'text/markdown;charset=utf-8', pathsText(app)));
}

/** To the clipboard; where a file:// page may not, by way of a field. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}

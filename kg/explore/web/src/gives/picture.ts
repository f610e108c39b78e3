// The picture for print: an A4 page across, 300 dots to the inch, with title, legend and source line; as PNG or SVG.
import { Bubbles } from '../draw/bubbles';
import { Camera } from '../draw/camera';
import { paint, project, type Frame, type Pen } from '../draw/paint';
import { look } from '../draw/shapes';
import { Sprites, font, lineHeight, paintNode, writer, type Sprite, type Text } from '../draw/sprites';
import { FONT, LIGHT } from '../draw/theme';
import type { App } from '../ui/app';
import { clean, short } from '../ui/dom';
import { xml } from './cells';

const WIDTH = 1169,
  HEIGHT = 827; // A4 at 100 pixels to the inch
const SCALE = 3;
const SIDE = 190,
  HEAD = 64,
  FOOT = 40;

/** Everything a picture is painted with: a pen, stamps for sprites, plain text. */
interface Paper {
  pen: Pen;
  stamp: Frame['stamp'];
  write: Frame['write'];
  text: (text: string, x: number, y: number, size: number, color: string, bold?: boolean) => void;
  sign: (cls: number, x: number, y: number, r: number) => void;
}

function compose(app: App, paper: Paper, sprites: Sprites): void {
  const { graph, shown, stage } = app;
  const camera = new Camera();
  camera.width = WIDTH;
  camera.height = HEIGHT;
  camera.inset = { left: 0, top: HEAD - 48, right: SIDE, bottom: FOOT - 40 };
  const box = stage.box();
  if (box) camera.go(camera.fitting(box, 2.4));
  const bubbles = new Bubbles(graph);
  const { local } = stage;
  bubbles.count(shown, local);
  const folded = bubbles.fold(camera);
  const at = {
    sx: new Float32Array(graph.count),
    sy: new Float32Array(graph.count),
    near: new Uint8Array(graph.count),
  };
  project(graph, shown, stage.places, camera, folded, at);
  paper.pen.fillStyle = LIGHT.paper;
  paper.pen.fillRect(0, 0, WIDTH, HEIGHT);
  paint(
    {
      ctx: paper.pen,
      stamp: paper.stamp,
      write: paper.write,
      graph,
      shown,
      camera,
      theme: LIGHT,
      sprites,
      ...at,
      lit: stage.lit,
      litEdges: stage.litEdges,
      selected: stage.selected,
      hovered: -1,
      pins: new Map(),
      moving: false,
      english: app.english,
      local,
      edgesLeft: 0,
      tint: stage.tinting(LIGHT),
      named: [],
      name: stage.name,
      predicateName: stage.predicateName,
      looseName: stage.looseName,
      edgeLimit: 20000,
    },
    bubbles,
    folded !== null,
  );
  furniture(app, paper);
}

function furniture(app: App, { pen, text, sign }: Paper): void {
  const { graph, shown } = app;
  pen.fillStyle = LIGHT.paper;
  pen.fillRect(WIDTH - SIDE, 0, SIDE, HEIGHT);
  pen.fillRect(0, 0, WIDTH, HEAD - 22);
  pen.fillRect(0, HEIGHT - FOOT + 6, WIDTH, FOOT);
  text(short(clean(app.title), 60), 28, 30, 19, LIGHT.ink, true);
  const counts = [...graph.classes.keys()]
    .map((cls) => {
      let count = 0;
      for (let node = 0; node < graph.count; node++) if (shown.node[node] && graph.cls[node] === cls) count++;
      return [cls, count] as const;
    })
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 24);
  counts.forEach(([cls, count], i) => {
    const y = HEAD + 14 + i * 25;
    sign(cls, WIDTH - SIDE + 22, y, 8.5);
    text(`${app.className(cls)}  ${count.toLocaleString('en')}`, WIDTH - SIDE + 40, y, 12.5, LIGHT.ink);
  });
  const y = HEAD + 30 + counts.length * 25;
  pen.strokeStyle = LIGHT.lit;
  pen.lineWidth = 1.5;
  pen.globalAlpha = 1;
  for (const [i, dash] of [
    [0, []],
    [1, [5, 4]],
  ] as const) {
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(WIDTH - SIDE + 12, y + i * 22);
    pen.lineTo(WIDTH - SIDE + 36, y + i * 22);
    pen.stroke();
    text(app.say(i ? 'planned' : 'asserted'), WIDTH - SIDE + 44, y + i * 22, 12, LIGHT.soft);
  }
  pen.setLineDash([]);
  text(
    app.say('sourceLine', short(clean(app.title), 40), shown.nodes, shown.edges, graph.documents.length) + ' · innokg',
    28,
    HEIGHT - 18,
    11.5,
    LIGHT.soft,
  );
}

export function png(app: App): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = HEIGHT * SCALE;
  const ctx = canvas.getContext('2d', { alpha: false })!;
  ctx.scale(SCALE, SCALE);
  compose(
    app,
    {
      pen: ctx,
      write: (text, left, top, color) => writer(ctx, LIGHT.paper, true)(text, left, top, color),
      stamp: (sprite, left, top) => ctx.drawImage(sprite.image(), left, top, sprite.width, sprite.height),
      text: (text, x, y, size, color, bold) => {
        ctx.font = font(size, bold);
        ctx.fillStyle = color;
        ctx.textAlign = 'left';
        ctx.textBaseline = 'middle';
        ctx.fillText(text, x, y);
      },
      sign: (cls, x, y, r) => {
        const c = app.graph.classes[cls];
        paintNode(ctx, look(c.type, c.zh), x, y, r, LIGHT, app.english);
      },
    },
    new Sprites(LIGHT, SCALE, app.english),
  );
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** A pen that writes SVG. */
class SvgPen implements Pen {
  fillStyle: string | CanvasGradient | CanvasPattern = '#000';
  strokeStyle: string | CanvasGradient | CanvasPattern = '#000';
  lineWidth = 1;
  globalAlpha = 1;
  readonly out: string[] = [];
  private path: string[] = [];
  private dash: number[] = [];

  beginPath(): void {
    this.path = [];
  }
  moveTo(x: number, y: number): void {
    this.path.push(`M${n(x)} ${n(y)}`);
  }
  lineTo(x: number, y: number): void {
    this.path.push(`L${n(x)} ${n(y)}`);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.path.push(`Q${n(cx)} ${n(cy)} ${n(x)} ${n(y)}`);
  }
  /** Only whole circles are ever drawn. */
  arc(x: number, y: number, r: number): void {
    this.path.push(
      `M${n(x + r)} ${n(y)}A${n(r)} ${n(r)} 0 1 1 ${n(x - r)} ${n(y)}A${n(r)} ${n(r)} 0 1 1 ${n(x + r)} ${n(y)}`,
    );
  }
  setLineDash(dash: number[]): void {
    this.dash = dash;
  }
  stroke(): void {
    if (!this.path.length) return;
    this.out.push(
      `<path d="${this.path.join('')}" fill="none" stroke="${xml(String(this.strokeStyle))}" stroke-width="${n(this.lineWidth)}"` +
        `${this.dash.length ? ` stroke-dasharray="${this.dash.join(' ')}"` : ''}${this.opacity()}/>`,
    );
  }
  fill(): void {
    if (this.path.length)
      this.out.push(`<path d="${this.path.join('')}" fill="${xml(String(this.fillStyle))}"${this.opacity()}/>`);
  }
  fillRect(x: number, y: number, w: number, h: number): void {
    this.out.push(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${xml(String(this.fillStyle))}"${this.opacity()}/>`,
    );
  }
  opacity(): string {
    return this.globalAlpha < 1 ? ` opacity="${n(this.globalAlpha)}"` : '';
  }
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

export function svgPicture(app: App): string {
  const pen = new SvgPen();
  const write = (
    text: string,
    x: number,
    y: number,
    size: number,
    color: string,
    bold = false,
    middle = false,
    rim = false,
  ): void => {
    pen.out.push(
      `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" fill="${color}"${bold ? ' font-weight="600"' : ''}${middle ? ' text-anchor="middle"' : ''}` +
        `${rim ? ` stroke="${LIGHT.paper}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : ''} dominant-baseline="central"${pen.opacity()}>${xml(text)}</text>`,
    );
  };
  const node = (looks: ReturnType<typeof look>, x: number, y: number, r: number, color = looks.light): void => {
    pen.out.push(
      `<path transform="translate(${n(x)} ${n(y)}) scale(${n(r)})" d="${looks.path}" fill="${looks.hollow ? LIGHT.paper : color}"` +
        ` stroke="${looks.hollow ? color : LIGHT.paper}" stroke-width="${n(Math.min(0.3, 1.2 / r))}"${pen.opacity()}/>`,
    );
    if (r >= 8)
      write(
        app.english ? looks.letters : looks.sign,
        x,
        y + looks.drop * r,
        r * looks.room * (app.english ? 0.85 : 1),
        looks.hollow ? color : '#fff',
        true,
        true,
      );
  };
  const stamp = (sprite: Sprite, left: number, top: number): void =>
    node(sprite.look, left + sprite.width / 2, top + sprite.height / 2, sprite.radius, sprite.color);
  const block = (text: Text, left: number, top: number, color: string): void =>
    text.lines.forEach((line, i) =>
      write(
        line,
        left + text.width / 2,
        top + 2 + (i + 0.5) * lineHeight(text.size),
        text.size,
        color,
        text.bold,
        true,
        true,
      ),
    );
  compose(
    app,
    {
      pen,
      stamp,
      write: block,
      text: (text, x, y, size, color, bold) => write(text, x, y, size, color, bold),
      sign: (cls, x, y, r) => {
        const c = app.graph.classes[cls];
        node(look(c.type, c.zh), x, y, r);
      },
    },
    new Sprites(LIGHT, 1, app.english),
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family='${FONT.replace(/"/g, '&quot;')}'>` +
    `<title>${xml(app.title)}</title>${pen.out.join('\n')}</svg>\n`
  );
}

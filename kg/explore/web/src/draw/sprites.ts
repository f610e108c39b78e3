// Signs of nodes, painted once and stamped many times, and names, broken and measured once.
import { lines } from './labels';
import { look, type Look } from './shapes';
import { FONT, type Theme } from './theme';

/** A sign: its size in CSS pixels, how to paint it, and its picture once it is needed. */
export interface Sprite {
  width: number;
  height: number;
  look: Look;
  color: string;
  radius: number;
  image: () => HTMLCanvasElement;
}

/** A name broken into lines and measured. */
export interface Text {
  lines: readonly string[];
  width: number;
  height: number;
  size: number;
  bold: boolean;
}

export class Sprites {
  private readonly nodes = new Map<string, Sprite>();
  private readonly texts = new Map<string, Text>();
  private readonly pad = document.createElement('canvas').getContext('2d')!;
  private held = '';

  constructor(
    readonly theme: Theme,
    readonly ratio: number,
    readonly latin: boolean,
  ) {}

  /** The sign of a type at a radius in pixels, in the type's own colour or another; its middle is the node. */
  node(type: string, label: string, radius: number, tint?: string): Sprite {
    const r = radius < 12 ? Math.round(radius * 2) / 2 : Math.round(radius);
    const key = `${type} ${r} ${tint ?? ''}`;
    let sprite = this.nodes.get(key);
    if (!sprite) {
      const size = Math.ceil(r * 1.3) * 2 + 4,
        looks = look(type, label),
        color = tint ?? (this.theme.dark ? looks.dark : looks.light);
      let image: HTMLCanvasElement | undefined;
      const make = (): HTMLCanvasElement => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = Math.ceil(size * this.ratio);
        const ctx = canvas.getContext('2d')!;
        ctx.scale(canvas.width / size, canvas.width / size);
        paintNode(ctx, looks, size / 2, size / 2, r, this.theme, this.latin, color);
        return canvas;
      };
      sprite = { width: size, height: size, look: looks, color, radius: r, image: () => (image ??= make()) };
      this.nodes.set(key, sprite);
    }
    return sprite;
  }

  /** A name in at most `rows` lines of `limit` half-widths. */
  text(name: string, size: number, bold: boolean, limit: number, rows: number): Text {
    const key = `${size}${bold ? 'b' : ' '}${limit} ${rows} ${name.length > 300 ? name.slice(0, 300) : name}`;
    let text = this.texts.get(key);
    if (!text) {
      if (this.texts.size > 30000) this.texts.clear();
      const broken = lines(name, limit, rows);
      const face = font(size, bold);
      if (this.held !== face) this.pad.font = this.held = face;
      const width = Math.ceil(Math.max(...broken.map((line) => this.pad.measureText(line).width))) + 6;
      text = { lines: broken, width, height: broken.length * lineHeight(size) + 4, size, bold };
      this.texts.set(key, text);
    }
    return text;
  }
}

export function lineHeight(size: number): number {
  return Math.round(size * 1.25);
}

/** Writes texts on a canvas, each with a rim of paper around it unless it is drawn in passing. */
export function writer(
  ctx: CanvasRenderingContext2D,
  paper: string,
  rimmed: boolean,
): (text: Text, left: number, top: number, color: string) => void {
  let face = '';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  return (text, left, top, color) => {
    const wanted = font(text.size, text.bold);
    if (wanted !== face) ctx.font = face = wanted;
    const x = left + text.width / 2,
      step = lineHeight(text.size);
    if (rimmed) {
      ctx.lineWidth = 3.5;
      ctx.strokeStyle = paper;
      text.lines.forEach((line, i) => ctx.strokeText(line, x, top + 2 + (i + 0.5) * step));
    }
    ctx.fillStyle = color;
    text.lines.forEach((line, i) => ctx.fillText(line, x, top + 2 + (i + 0.5) * step));
  };
}

export function font(size: number, bold = false): string {
  return `${bold ? '600 ' : ''}${size}px ${FONT}`;
}

const paths = new Map<string, Path2D>();

/** Paint one node's sign at (x, y). */
export function paintNode(
  ctx: CanvasRenderingContext2D,
  looks: Look,
  x: number,
  y: number,
  r: number,
  theme: Theme,
  latin: boolean,
  color = theme.dark ? looks.dark : looks.light,
): void {
  let path = paths.get(looks.path);
  if (!path) paths.set(looks.path, (path = new Path2D(looks.path)));
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(r, r);
  ctx.fillStyle = looks.hollow ? theme.paper : color;
  ctx.fill(path);
  ctx.lineWidth = looks.hollow ? Math.max(0.14, 1.4 / r) : Math.min(0.3, 1.2 / r);
  ctx.strokeStyle = looks.hollow ? color : theme.paper;
  ctx.stroke(path);
  ctx.restore();
  if (r < 8) return;
  const sign = latin ? looks.letters : looks.sign;
  ctx.font = font(r * looks.room * (latin ? 0.85 : 1), true);
  ctx.fillStyle = looks.hollow ? color : theme.dark ? '#14171c' : '#fff';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(sign, x, y + looks.drop * r + r * 0.06);
}

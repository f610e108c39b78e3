// Node signs and names painted once and stamped many times: many times quicker than paths and text in each frame.
import { look, type Look } from './shapes';
import { FONT, type Theme } from './theme';

/** A sign or a name: its size in CSS pixels, how to paint it, and its picture once it is needed. */
export interface Sprite {
  width: number;
  height: number;
  image: () => HTMLCanvasElement;
  node?: { look: Look; radius: number };
  name?: { lines: readonly string[]; size: number; bold: boolean; color: string };
}

export class Sprites {
  private readonly nodes = new Map<string, Sprite>();
  private readonly names = new Map<string, Sprite>();

  constructor(readonly theme: Theme, readonly ratio: number, readonly latin: boolean) {}

  /** The sign of a type at a radius in pixels; its middle is the node. */
  node(type: string, label: string, radius: number): Sprite {
    const r = radius < 12 ? Math.round(radius * 2) / 2 : Math.round(radius);
    const key = `${type} ${r}`;
    let sprite = this.nodes.get(key);
    if (!sprite) {
      const size = Math.ceil(r * 1.3) * 2 + 4, looks = look(type, label);
      sprite = this.sprite(size, size, (ctx) => paintNode(ctx, looks, size / 2, size / 2, r, this.theme, this.latin));
      sprite.node = { look: looks, radius: r };
      this.nodes.set(key, sprite);
    }
    return sprite;
  }

  /** A name with a rim of paper around it. */
  name(lines: readonly string[], size: number, bold: boolean, color: string): Sprite {
    const key = `${size}${bold ? 'b' : ''}${color}${lines.join('\n')}`;
    let sprite = this.names.get(key);
    if (!sprite) {
      if (this.names.size > 1500) this.names.clear();
      const wide = Math.ceil(Math.max(...lines.map((line) => this.measure(line, size, bold)))) + 8;
      const high = lines.length * lineHeight(size) + 6;
      sprite = this.sprite(wide, high, (ctx) => {
        ctx.font = font(size, bold);
        ctx.textAlign = 'center';
        ctx.textBaseline = 'middle';
        ctx.lineJoin = 'round';
        ctx.lineWidth = 3.5;
        ctx.strokeStyle = this.theme.paper;
        ctx.fillStyle = color;
        lines.forEach((line, i) => ctx.strokeText(line, wide / 2, 3 + (i + 0.5) * lineHeight(size)));
        lines.forEach((line, i) => ctx.fillText(line, wide / 2, 3 + (i + 0.5) * lineHeight(size)));
      });
      sprite.name = { lines, size, bold, color };
      this.names.set(key, sprite);
    }
    return sprite;
  }

  private readonly widths = new Map<string, number>();
  private readonly pad = document.createElement('canvas').getContext('2d')!;

  measure(text: string, size: number, bold: boolean): number {
    const key = `${bold ? 'b' : ''}${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      if (this.widths.size > 20000) this.widths.clear();
      this.pad.font = font(100, bold);
      width = this.pad.measureText(text).width / 100;
      this.widths.set(key, width);
    }
    return width * size;
  }

  private sprite(width: number, height: number, paint: (ctx: CanvasRenderingContext2D) => void): Sprite {
    let image: HTMLCanvasElement | undefined;
    return {
      width, height, image: () => {
        if (!image) {
          image = document.createElement('canvas');
          image.width = Math.ceil(width * this.ratio);
          image.height = Math.ceil(height * this.ratio);
          const ctx = image.getContext('2d')!;
          ctx.scale(image.width / width, image.height / height);
          paint(ctx);
        }
        return image;
      },
    };
  }
}

export function lineHeight(size: number): number { return Math.round(size * 1.25); }

export function font(size: number, bold = false): string { return `${bold ? '600 ' : ''}${size}px ${FONT}`; }

const paths = new Map<string, Path2D>();

/** Paint one node's sign at (x, y). */
export function paintNode(
  ctx: CanvasRenderingContext2D, looks: Look, x: number, y: number, r: number, theme: Theme, latin: boolean,
): void {
  let path = paths.get(looks.path);
  if (!path) paths.set(looks.path, path = new Path2D(looks.path));
  const color = theme.dark ? looks.dark : looks.light;
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

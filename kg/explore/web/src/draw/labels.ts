// Which names are shown, and where: the important first, none over another.

export interface Placed {
  left: number;
  top: number;
  width: number;
  height: number;
}

const CELL = 32;

/** Rectangles already taken, in screen pixels, in a coarse grid. */
export class Ground {
  private readonly columns: number;
  private readonly rows: number;
  private readonly cells: Placed[][];

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.cells = new Array<Placed[]>(this.columns * this.rows);
  }

  /** Take the rectangle if it is free; false if it meets another or does not lie wholly in the picture. */
  take(rect: Placed): boolean {
    const seen =
      rect.left >= 0 && rect.top >= 0 && rect.left + rect.width <= this.width && rect.top + rect.height <= this.height;
    if (!seen || !this.free(rect)) return false;
    this.hold(rect);
    return true;
  }

  free(rect: Placed): boolean {
    let free = true;
    this.each(rect, (cell) => {
      const held = this.cells[cell];
      if (!free || !held) return;
      for (const other of held) {
        if (
          rect.left < other.left + other.width &&
          other.left < rect.left + rect.width &&
          rect.top < other.top + other.height &&
          other.top < rect.top + rect.height
        ) {
          free = false;
          return;
        }
      }
    });
    return free;
  }

  hold(rect: Placed): void {
    this.each(rect, (cell) => {
      (this.cells[cell] ??= []).push(rect);
    });
  }

  private each(rect: Placed, visit: (cell: number) => void): void {
    const left = Math.max(0, Math.floor(rect.left / CELL)),
      top = Math.max(0, Math.floor(rect.top / CELL));
    const right = Math.min(this.columns - 1, Math.floor((rect.left + rect.width) / CELL));
    const bottom = Math.min(this.rows - 1, Math.floor((rect.top + rect.height) / CELL));
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) {
        visit(row * this.columns + column);
      }
  }
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;
const CLOSING = /[，。；：！？、）》」』”’)\]】]/;
const OPENING = /[（《「『“‘(\[【]/;

/** Width in units of half a Chinese character. */
function units(text: string): number {
  let sum = 0;
  for (const character of text) sum += WIDE.test(character) ? 2 : 1;
  return sum;
}

/** A name in at most `rows` lines of `limit` half-widths, broken evenly, never before a closing mark; … if cut. */
export function lines(name: string, limit = 18, rows = 2): string[] {
  const characters = [...name.slice(0, 200)];
  const total = units(characters.join(''));
  if (total <= limit) return [characters.join('')];
  const count = Math.min(rows, Math.ceil(total / limit));
  const goal = Math.min(limit, Math.ceil(total / count) + 1);
  const out: string[] = [];
  let line = '',
    width = 0;
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i],
      size = units(character);
    const word = /[\w.-]/.test(character) && /[\w.-]/.test(characters[i - 1] ?? '') && width < limit - 1;
    if (width + size > goal && !CLOSING.test(character) && !word) {
      if (out.length === count - 1) return [...out, `${line.replace(/.$/u, '')}…`];
      const tail = OPENING.test(line.slice(-1)) ? line.slice(-1) : '';
      out.push(tail ? line.slice(0, -1) : line);
      line = tail;
      width = units(tail);
    }
    line += character;
    width += size;
  }
  if (name.length > 200) line += '…';
  return [...out, line];
}

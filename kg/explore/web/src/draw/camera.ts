// From the world, where entities stand, to the screen, in CSS pixels; and flights from here to there.

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export class Camera {
  /** World point in the middle of the screen. */
  x = 0;
  y = 0;
  width = 1;
  height = 1;
  /** Pixels covered by panels on each side: what is flown to stands in the free part. */
  inset: Box = { left: 0, top: 0, right: 0, bottom: 0 };

  get middleX(): number {
    return this.width / 2;
  }
  get middleY(): number {
    return this.height / 2;
  }

  /** How signs grow with the zoom: less than the distances between them. */
  growth = 1;
  private scale = 1;

  /** Pixels per world unit. */
  get k(): number {
    return this.scale;
  }
  set k(k: number) {
    this.scale = k;
    this.growth = Math.min(1.4, k ** 0.72);
  }

  screenX(x: number): number {
    return (x - this.x) * this.k + this.middleX;
  }
  screenY(y: number): number {
    return (y - this.y) * this.k + this.middleY;
  }
  worldX(x: number): number {
    return (x - this.middleX) / this.k + this.x;
  }
  worldY(y: number): number {
    return (y - this.middleY) / this.k + this.y;
  }

  /** The part of the world on the screen, `margin` pixels more on each side. */
  view(margin = 0): Box {
    return {
      left: this.worldX(-margin),
      right: this.worldX(this.width + margin),
      top: this.worldY(-margin),
      bottom: this.worldY(this.height + margin),
    };
  }

  /** Zoom by `factor`, keeping the world point under (sx, sy) where it is. */
  zoomAt(sx: number, sy: number, factor: number): void {
    const k = Math.min(8, Math.max(0.005, this.k * factor));
    const x = this.worldX(sx),
      y = this.worldY(sy);
    this.k = k;
    this.x = x - (sx - this.middleX) / k;
    this.y = y - (sy - this.middleY) / k;
  }

  pan(dx: number, dy: number): void {
    this.x -= dx / this.k;
    this.y -= dy / this.k;
  }

  /** The camera that shows a box of the world in the free area. */
  fitting(box: Box, largest = 1.6): Spot {
    const wide = Math.max(60, this.width - this.inset.left - this.inset.right - 48);
    const high = Math.max(60, this.height - this.inset.top - this.inset.bottom - 56);
    const k = Math.min(largest, wide / Math.max(1, box.right - box.left), high / Math.max(1, box.bottom - box.top));
    return this.framing((box.left + box.right) / 2, (box.top + box.bottom) / 2, k);
  }

  /** The camera that has a world point in the middle of the free area. */
  framing(x: number, y: number, k: number): Spot {
    return {
      x: x - (this.inset.left - this.inset.right) / 2 / k,
      y: y - (this.inset.top - this.inset.bottom) / 2 / k,
      k,
    };
  }

  go(spot: Spot): void {
    this.x = spot.x;
    this.y = spot.y;
    this.k = spot.k;
  }
}

export interface Spot {
  x: number;
  y: number;
  k: number;
}

/** Between two spots, zooming evenly. */
export function between(a: Spot, b: Spot, t: number): Spot {
  const ease = t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2;
  return { x: a.x + (b.x - a.x) * ease, y: a.y + (b.y - a.y) * ease, k: a.k * (b.k / a.k) ** ease };
}

/** The box around the nodes for which `counted` says so, with room for names; null if there is none. */
export function bounds(x: ArrayLike<number>, y: ArrayLike<number>, counted: (i: number) => boolean): Box | null {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let i = 0; i < x.length; i++) {
    if (!counted(i)) continue;
    if (x[i] < box.left) box.left = x[i];
    if (x[i] > box.right) box.right = x[i];
    if (y[i] < box.top) box.top = y[i];
    if (y[i] > box.bottom) box.bottom = y[i];
  }
  if (box.left > box.right) return null;
  return { left: box.left - 30, top: box.top - 30, right: box.right + 30, bottom: box.bottom + 40 };
}

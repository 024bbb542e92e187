/** A drawn line: points in order, cut into strokes. */
export interface Line {
  readonly x: Float64Array
  readonly y: Float64Array
  /** 1 where a stroke begins: no ink between this point and the one before. */
  readonly begins: Uint8Array
  /** The points in use. */
  length: number
}

export function newLine(capacity: number): Line {
  const x = new Float64Array(capacity)
  return { x, y: new Float64Array(capacity), begins: new Uint8Array(capacity), length: 0 }
}

/** How a pen draws. All in pixels. */
export interface Pen {
  /** Half the width of the stroke, at the top of the image and at its bottom. */
  readonly radius: readonly [top: number, bottom: number]
  /** The width over which the edge of the stroke fades from black to white. */
  readonly softness: number
}

/**
 * Draws a line into an image of side × side pixels (all 0 before), [0, 1] each. Pixel (row, column) is the square around
 * (row + ½, column + ½); its ink is 1 well inside the stroke and falls off linearly across the edge.
 */
export function ink(line: Line, { radius, softness }: Pen, image: Float32Array, side: number): void {
  const [top, bottom] = radius
  for (let i = 1; i < line.length; i++) {
    if (line.begins[i] === 1) continue
    const [ax, ay, bx, by] = [line.x[i - 1]!, line.y[i - 1]!, line.x[i]!, line.y[i]!]
    const [dx, dy] = [bx - ax, by - ay]
    const r = top + ((bottom - top) * 0.5 * (ay + by)) / side
    const reach = r + 0.5 * softness
    const perLength = 1 / Math.max(dx * dx + dy * dy, 1e-12)
    const firstRow = Math.max(0, Math.floor(Math.min(ay, by) - reach - 0.5))
    const lastRow = Math.min(side - 1, Math.ceil(Math.max(ay, by) + reach - 0.5))
    const firstColumn = Math.max(0, Math.floor(Math.min(ax, bx) - reach - 0.5))
    const lastColumn = Math.min(side - 1, Math.ceil(Math.max(ax, bx) + reach - 0.5))
    for (let row = firstRow; row <= lastRow; row++) {
      const py = row + 0.5 - ay
      for (let column = firstColumn; column <= lastColumn; column++) {
        const px = column + 0.5 - ax
        const t = Math.min(1, Math.max(0, (px * dx + py * dy) * perLength))
        const [ex, ey] = [px - t * dx, py - t * dy]
        const d2 = ex * ex + ey * ey
        if (d2 >= reach * reach) continue
        const value = Math.min(1, (reach - Math.sqrt(d2)) / softness)
        if (value > image[row * side + column]!) image[row * side + column] = value
      }
    }
  }
}

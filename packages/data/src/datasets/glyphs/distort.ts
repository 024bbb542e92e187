import type { Draws } from './draws.ts'
import type { Line } from './line.ts'

/** The elastic field: displacements on a grid of 5 × 5 nodes, smoothed by cubic B-splines over 2 × 2 spans. */
const NODES = 5
const SPANS = NODES - 3

/** Glyph units: a glyph is about 70 wide and 100 high. */
const WIDTH = 70
const HEIGHT = 100

/** The largest displacement of a node. */
const ELASTIC = 26

export interface Field {
  readonly x: Float64Array
  readonly y: Float64Array
}

export function newField(): Field {
  return { x: new Float64Array(NODES * NODES), y: new Float64Array(NODES * NODES) }
}

/** Moves every point of a line by a smooth random field. */
export function distort(line: Line, draws: Draws, field: Field): void {
  const size = ELASTIC * draws.between(0.25, 1)
  for (let i = 0; i < NODES * NODES; i++) {
    field.x[i] = size * (2 * draws.unit() - 1)
    field.y[i] = size * (2 * draws.unit() - 1)
  }
  for (let i = 0; i < line.length; i++) {
    const across = spanPosition(line.x[i]! / WIDTH)
    const down = spanPosition(line.y[i]! / HEIGHT)
    const column = Math.min(Math.floor(across), SPANS - 1)
    const row = Math.min(Math.floor(down), SPANS - 1)
    let dx = 0
    let dy = 0
    for (let j = 0; j < 4; j++) {
      const weight = spline(j, down - row)
      for (let k = 0; k < 4; k++) {
        const w = weight * spline(k, across - column)
        const node = (row + j) * NODES + column + k
        dx += w * field.x[node]!
        dy += w * field.y[node]!
      }
    }
    line.x[i] = line.x[i]! + dx
    line.y[i] = line.y[i]! + dy
  }
}

/** The position of a share of the glyph (0 … 1) on the spans, clamped to the border. */
function spanPosition(share: number): number {
  return SPANS * Math.min(Math.max(share, 0), 1)
}

/** The four pieces of the uniform cubic B-spline at t in [0, 1]. */
function spline(piece: number, t: number): number {
  const u = 1 - t
  if (piece === 0) return (u * u * u) / 6
  if (piece === 1) return (3 * t * t * t - 6 * t * t + 4) / 6
  if (piece === 2) return (3 * u * u * u - 6 * u * u + 4) / 6
  return (t * t * t) / 6
}

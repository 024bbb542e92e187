import type { Draws } from './draws.ts'
import type { Glyph, Shape } from './glyph.ts'
import type { Line } from './line.ts'

/** Points of the line per span between two points of a glyph. */
const STEPS = 6

/** The largest jitter of a point of a glyph, in glyph units. */
const JITTER = 5

/** Writes a glyph into a line, in glyph units: a mixture of two shapes of a family, with its points jittered. */
export function writeGlyph(glyph: Glyph, draws: Draws, line: Line): void {
  const { shapes } = glyph[draws.weighted(glyph)]!
  const one = shapes[Math.floor(draws.unit() * shapes.length)]!
  const other = shapes[Math.floor(draws.unit() * shapes.length)]!
  const share = draws.unit()
  const jitter = JITTER * draws.unit()
  line.length = 0
  for (let stroke = 0; stroke < one.length; stroke++) writeStroke(one, other, stroke, share, jitter, draws, line)
}

function writeStroke(
  one: Shape,
  other: Shape,
  stroke: number,
  share: number,
  jitter: number,
  draws: Draws,
  line: Line,
): void {
  const points = one[stroke]!.map(([x, y, corner], i) => {
    const [toX, toY] = other[stroke]![i]!
    return {
      x: x + share * (toX - x) + jitter * draws.around(),
      y: y + share * (toY - y) + jitter * draws.around(),
      corner: corner !== undefined || i === 0 || i === one[stroke]!.length - 1,
    }
  })
  const start = line.length
  addPoint(line, points[0]!.x, points[0]!.y)
  for (let i = 0; i + 1 < points.length; i++) {
    const [from, to] = [points[i]!, points[i + 1]!]
    // Beyond a corner the curve goes on as it came: the point is mirrored.
    const before = from.corner ? { x: 2 * from.x - to.x, y: 2 * from.y - to.y } : points[i - 1]!
    const after = to.corner ? { x: 2 * to.x - from.x, y: 2 * to.y - from.y } : points[i + 2]!
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS
      addPoint(line, catmullRom(before.x, from.x, to.x, after.x, t), catmullRom(before.y, from.y, to.y, after.y, t))
    }
  }
  line.begins[start] = 1
}

function addPoint(line: Line, x: number, y: number): void {
  line.x[line.length] = x
  line.y[line.length] = y
  line.begins[line.length++] = 0
}

/** The uniform Catmull–Rom spline from b (t = 0) to c (t = 1). */
function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
}

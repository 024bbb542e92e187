import type { Draws } from './draws.ts'
import type { Line } from './line.ts'

/** Slants, rotates and squeezes a line, fits it into the box of MNIST digits, and centers its mass. */
export function layOut(line: Line, side: number, radius: number, draws: Draws): void {
  slantAndRotate(line, draws)
  fitInto(line, draws.between(18, 20.5) - 2 * radius)
  center(line, side / 2 + 1.2 * draws.around(), side / 2 + 1.2 * draws.around())
}

function slantAndRotate(line: Line, draws: Draws): void {
  const narrow = draws.between(0.62, 1.12)
  const slant = 0.12 + 0.5 * draws.around()
  // The half-angle formulas: a rotation by plain arithmetic, the same on every machine.
  const h = 0.12 * draws.around()
  const cos = (1 - h * h) / (1 + h * h)
  const sin = (2 * h) / (1 + h * h)
  const bend = 0.35 * draws.around()
  for (let i = 0; i < line.length; i++) {
    // The bend makes the upper half of the digit larger or smaller than the lower.
    const v = line.y[i]! / 100
    const y = 100 * (v + bend * v * (1 - v))
    const x = narrow * line.x[i]! - slant * y
    line.x[i] = cos * x - sin * y
    line.y[i] = sin * x + cos * y
  }
}

/** Scales a line so that the longer side of its box is `size`; one of no size becomes a point. */
export function fitInto(line: Line, size: number): void {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < line.length; i++) {
    left = Math.min(left, line.x[i]!)
    right = Math.max(right, line.x[i]!)
    top = Math.min(top, line.y[i]!)
    bottom = Math.max(bottom, line.y[i]!)
  }
  const side = Math.max(right - left, bottom - top)
  const scale = side > 0 ? size / side : 0
  for (let i = 0; i < line.length; i++) {
    line.x[i] = scale * (line.x[i]! - left)
    line.y[i] = scale * (line.y[i]! - top)
  }
}

/** Moves a line so that its center of mass, weighted by length, is (x, y); dots, which have no length, so that their mean is. */
export function center(line: Line, x: number, y: number): void {
  let [mass, sumX, sumY] = [0, 0, 0]
  for (let i = 1; i < line.length; i++) {
    if (line.begins[i] === 1) continue
    const [dx, dy] = [line.x[i]! - line.x[i - 1]!, line.y[i]! - line.y[i - 1]!]
    const length = Math.sqrt(dx * dx + dy * dy)
    mass += length
    sumX += length * 0.5 * (line.x[i]! + line.x[i - 1]!)
    sumY += length * 0.5 * (line.y[i]! + line.y[i - 1]!)
  }
  if (mass === 0)
    for (let i = 0; i < line.length; i++) {
      mass++
      sumX += line.x[i]!
      sumY += line.y[i]!
    }
  for (let i = 0; i < line.length; i++) {
    line.x[i] = line.x[i]! - sumX / mass + x
    line.y[i] = line.y[i]! - sumY / mass + y
  }
}

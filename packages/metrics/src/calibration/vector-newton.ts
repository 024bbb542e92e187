import { log } from '@thinned/math/float64'
import { logSumExp } from '../batches/logits.ts'
import { softmaxInPlace } from '../batches/softmax-rows.ts'
import type { Examples } from './class-scores.ts'
import { solvePositive } from './solve-positive.ts'

/** λ of the penalty λ/2 · (Σ (w − 1)² + Σ b²). */
const RIDGE = 1e-6
/** In nats: the least that a step must promise. */
const CONVERGED = 1e-20
const MOST_STEPS = 200
const MOST_HALVINGS = 60

/** The scales and biases with the least penalized log loss. */
export function bestVectors(examples: Examples): { scales: number[]; biases: number[] } {
  const { classes, labels } = examples
  const unscaled = Float64Array.from({ length: 2 * classes }, (_, i) => (i < classes ? 1 : 0))
  const shares = new Float64Array(2 * classes)
  for (const label of labels) shares[classes + label]! += 1 / labels.length
  const constant = shares.map((share, i) => (i < classes ? 0 : log(share)))
  const first = newton(examples, unscaled)
  // Of logits so large that every probability is 0 or 1, nothing says where to go. The shares of the classes, which use no logits, are better then.
  const { at } = objective(examples, constant) < first.best ? newton(examples, constant) : first
  const values = Array.from(at, (value) => value + 0) // JSON has no −0.
  return { scales: values.slice(0, classes), biases: values.slice(classes) }
}

/** The least objective, by Newton's method with steps that are halved until they lower it. */
function newton(examples: Examples, start: Float64Array): { at: Float64Array; best: number } {
  let at = start
  let best = objective(examples, at)
  for (let i = 0; i < MOST_STEPS; i++) {
    const { gradient, hessian } = derivatives(examples, at)
    const direction = solvePositive(hessian, gradient)
    const promised = direction.reduce((sum, value, k) => sum + value * gradient[k]!, 0) / 2
    if (!(promised > CONVERGED)) break
    const next = firstLower(examples, at, direction, best)
    if (!next) break
    ;({ at, value: best } = next)
  }
  return { at, best }
}

function firstLower(examples: Examples, from: Float64Array, direction: Float64Array, value: number) {
  for (let [halvings, share] = [0, 1]; halvings < MOST_HALVINGS; halvings++, share /= 2) {
    const at = from.map((parameter, k) => parameter - share * direction[k]!)
    const lower = objective(examples, at)
    if (lower < value) return { at, value: lower }
  }
  return undefined
}

const scaleOf = (z: number, at: Float64Array, c: number, classes: number): number =>
  z === -Infinity ? z : z * at[c]! + at[classes + c]!

function objective({ scores, labels, classes }: Examples, at: Float64Array): number {
  const scaled = new Float64Array(classes)
  let loss = 0
  for (const [row, label] of labels.entries()) {
    for (let c = 0; c < classes; c++) scaled[c] = scaleOf(scores[row * classes + c]!, at, c, classes)
    loss += logSumExp(scaled, 0, classes) - scaled[label]!
  }
  let penalty = 0
  for (let k = 0; k < 2 * classes; k++) penalty += distance(at, k, classes) * distance(at, k, classes)
  return loss / labels.length + (RIDGE / 2) * penalty
}

const distance = (at: Float64Array, k: number, classes: number): number => at[k]! - (k < classes ? 1 : 0)

/** The gradient [2C], and the Hessian [2C, 2C]: first the scales, then the biases. */
function derivatives({ scores, labels, classes }: Examples, at: Float64Array) {
  const size = 2 * classes
  const [p, z] = [new Float64Array(classes), new Float64Array(classes)]
  const [gradient, hessian] = [new Float64Array(size), new Float64Array(size * size)]
  for (const [row, label] of labels.entries()) {
    for (let c = 0; c < classes; c++) {
      const value = scores[row * classes + c]!
      z[c] = value === -Infinity ? 0 : value
      p[c] = scaleOf(value, at, c, classes)
    }
    softmaxInPlace(p)
    for (let c = 0; c < classes; c++) {
      const error = p[c]! - (c === label ? 1 : 0)
      gradient[c]! += error * z[c]!
      gradient[classes + c]! += error
      for (let d = 0; d <= c; d++) {
        const weight = (c === d ? p[c]! : 0) - p[c]! * p[d]!
        hessian[c * size + d]! += weight * z[c]! * z[d]!
        hessian[(classes + c) * size + classes + d]! += weight
        hessian[(classes + c) * size + d]! += weight * z[d]!
        if (c !== d) hessian[(classes + d) * size + c]! += weight * z[c]!
      }
    }
  }
  for (let k = 0; k < size; k++) {
    gradient[k] = gradient[k]! / labels.length + RIDGE * distance(at, k, classes)
    for (let l = 0; l <= k; l++) hessian[k * size + l]! /= labels.length
    hessian[k * size + k]! += RIDGE
  }
  return { gradient, hessian }
}

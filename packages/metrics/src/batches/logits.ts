import { exp, log, log1p } from '@thinned/math/float64'
import type { ProbabilityBatch } from './batch.ts'

/** Log-odds that JSON holds: where one side has the probability 0. */
const CERTAIN = Number.MAX_VALUE
/** From here on the other classes tell how near 1 a probability is. */
const NEAR_ONE = 1 - 1 / 1024

/** −ln p(label) of a row: from the logits where there are any, since their probabilities vanish. */
export function surprise({ probabilities, logits, classes, labels }: ProbabilityBatch, row: number): number {
  const [from, label] = [row * classes, labels[row]!]
  return logits ? logSumExp(logits, from, classes) - logits[from + label]! : -log(probabilities[from + label]!)
}

/** ln Σ e^z of a row, without those of one class. −Infinity where nothing is left. */
export function logSumExp(logits: ArrayLike<number>, from: number, classes: number, without = -1): number {
  let largest = -Infinity
  for (let c = 0; c < classes; c++) if (c !== without) largest = Math.max(largest, logits[from + c]!)
  if (largest === -Infinity) return -Infinity
  let sum = 0
  for (let c = 0; c < classes; c++) if (c !== without) sum += exp(logits[from + c]! - largest)
  return largest + log(sum)
}

/**
 * The log-odds of the classes of a row against all others: they rank as the probabilities do, but keep apart what these round to 0 or 1. From the
 * logits where there are any. Finite.
 */
export function logOdds({ probabilities, logits, classes }: ProbabilityBatch, row: number): number[] {
  const from = row * classes
  const each = Array.from({ length: classes }, (_, c) => c)
  return each
    .map(logits ? oddsOfLogits(logits, from, classes) : (c) => oddsOfProbability(probabilities, from, classes, c))
    .map(finite)
}

const finite = (odds: number): number => Math.min(Math.max(odds, -CERTAIN), CERTAIN)

function oddsOfLogits(logits: ArrayLike<number>, from: number, classes: number): (c: number) => number {
  if (classes === 2) return (c) => logits[from + c]! - logits[from + 1 - c]!
  let first = 0
  for (let c = 1; c < classes; c++) if (logits[from + c]! > logits[from + first]!) first = c
  const largest = logits[from + first]!
  let sum = 0
  for (let c = 0; c < classes; c++) sum += exp(logits[from + c]! - largest)
  // Of all but the first, the rest is at least half of the sum.
  return (c) => {
    const logit = logits[from + c]!
    return logit - (c === first ? logSumExp(logits, from, classes, c) : largest + log(sum - exp(logit - largest)))
  }
}

function oddsOfProbability(probabilities: ArrayLike<number>, from: number, classes: number, c: number): number {
  const probability = probabilities[from + c]!
  if (probability === 0) return -CERTAIN
  if (probability < NEAR_ONE) return log(probability) - log1p(-probability)
  let rest = 0
  for (let other = 0; other < classes; other++) if (other !== c) rest += probabilities[from + other]!
  return Math.max(log(NEAR_ONE) - log1p(-NEAR_ONE), -log(rest))
}

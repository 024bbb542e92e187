import { countExamples, isNdArray } from '@thinned/data'
import type { Examples } from './tensors.ts'

/**
 * How much the mean loss of these examples counts beside that of others: how many they are, or the sum of their weights. Labels of a
 * sequence [n, time] count one by one; negative ones, which losses leave out, do not.
 */
export function batchWeight(examples: Examples): number {
  const { targets, weights, classes } = examples
  const count = countExamples(examples)
  if (classes === undefined || !isNdArray(targets) || !(targets.data instanceof Int32Array))
    return weights ? sum(weights.data) : count
  const labels = targets.data
  const each = labels.length / count
  let total = 0
  for (let at = 0; at < labels.length; at++)
    if (labels[at]! >= 0) total += weights ? weights.data[Math.floor(at / each)]! : 1
  return total
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0)
}

import { countExamples, isNdArray } from '@thinned/data'
import type { Examples } from './tensors.ts'

/** How a loss counts labels: the options of `losses.crossEntropy.with(…)`. */
export interface LabelCounting {
  /** The label of places that do not count; negative labels never do. */
  readonly ignore?: number
  /** How much each class counts. */
  readonly classWeights?: readonly number[]
}

/** What a loss says of how it counts labels; a name, and an objective without settings, say nothing. */
export function labelCounting(loss: unknown): LabelCounting {
  const { ignore, classWeights } = ((loss as { settings?: object } | undefined)?.settings ?? {}) as LabelCounting
  return { ...(ignore === undefined ? {} : { ignore }), ...(classWeights === undefined ? {} : { classWeights }) }
}

export function isCounted(label: number, { ignore }: LabelCounting): boolean {
  return label >= 0 && label !== ignore
}

/**
 * How much the mean loss of these examples counts beside that of others: how many they are, or the sum of their weights. Labels of a
 * sequence [n, time] count one by one, by the weights of their classes, and those that the loss leaves out do not. Integers are labels where the
 * data has classes, or the loss says how it counts them.
 */
export function batchWeight(examples: Examples, counting: LabelCounting = {}): number {
  const { targets, weights, classes } = examples
  const count = countExamples(examples)
  const hasLabels = classes !== undefined || counting.ignore !== undefined || counting.classWeights !== undefined
  if (!hasLabels || !isNdArray(targets) || !(targets.data instanceof Int32Array))
    return weights ? weights.data.reduce((total, value) => total + value, 0) : count
  const labels = targets.data
  const each = labels.length / count
  const { classWeights } = counting
  let total = 0
  for (const [at, label] of labels.entries())
    if (isCounted(label, counting))
      total += (weights ? weights.data[Math.floor(at / each)]! : 1) * (classWeights ? (classWeights[label] ?? 1) : 1)
  return total
}

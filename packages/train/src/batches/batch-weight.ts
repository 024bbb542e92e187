import { countExamples, isNdArray } from '@thinned/data'
import { dtypeOf } from '@thinned/tensor'
import type { Examples } from './tensors.ts'

/** How a loss counts labels: the options of `losses.crossEntropy.with(…)`. */
export interface LabelCounting {
  /** The label that does not count; negative labels never do. */
  readonly ignore?: number
  /** How much each class counts. */
  readonly classWeights?: readonly number[]
  /** Whether one logit tells two classes apart: binaryCrossEntropy. */
  readonly binary?: boolean
}

/** The label counting of a loss, from its name or its settings; empty for an objective without settings. */
export function labelCounting(loss: unknown): LabelCounting {
  const settings = (loss as { settings?: object } | undefined)?.settings ?? {}
  const { ignore, classWeights, name, loss: inner } = settings as LabelCounting & { name?: string; loss?: string }
  return {
    ...(ignore === undefined ? {} : { ignore }),
    ...(classWeights === undefined ? {} : { classWeights }),
    ...([loss, name, inner].includes('binaryCrossEntropy') ? { binary: true } : {}),
  }
}

/** Whether the loss and the metrics count a label: they leave out negative labels, and the label to ignore. */
export function isCounted(label: number, { ignore }: LabelCounting): boolean {
  return label >= 0 && label !== ignore
}

/** How much a mean over the examples of a batch counts in a mean over batches: the number of its examples, or the sum of their weights. */
export function exampleWeight(examples: Examples): number {
  const { weights } = examples
  return weights ? weights.data.reduce((total, value) => total + value, 0) : countExamples(examples)
}

/**
 * How much the mean loss of a batch counts in a mean over batches, for a loss of the library: as `exampleWeight`, but each label of a sequence [n, time]
 * counts by the weights of its example and its class; ignored labels do not count. Integer targets are labels if the data set has classes, or
 * if the loss has options for labels.
 */
export function batchWeight(examples: Examples, counting: LabelCounting = {}): number {
  const { targets, weights, classes } = examples
  const count = countExamples(examples)
  const hasLabels = classes !== undefined || counting.ignore !== undefined || counting.classWeights !== undefined
  if (!hasLabels || !isNdArray(targets) || dtypeOf(targets.data) !== 'int32') return exampleWeight(examples)
  const labels = targets.data
  const labelsPerExample = labels.length / count
  const { classWeights } = counting
  let total = 0
  for (const [i, label] of labels.entries())
    if (isCounted(label, counting))
      total +=
        (weights ? weights.data[Math.floor(i / labelsPerExample)]! : 1) *
        (classWeights ? (classWeights[label] ?? 1) : 1)
  return total
}

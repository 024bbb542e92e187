import { type Fields, integer, list, number, optional, withDefault } from '@thinned/schema'
import {
  add,
  broadcastTo,
  cast,
  div,
  full,
  gather,
  logSoftmax,
  mean,
  mul,
  neg,
  notEqual,
  reshape,
  sameShape,
  scope,
  softmaxCrossEntropy,
  sum,
  type Tensor,
  tensor,
  where,
} from '@thinned/tensor'
import { NnError } from '../nn-error.ts'
import { type Loss, markLoss, type WeightOptions } from './kit/loss.ts'
import { isListening, noteWeight } from './kit/loss-weight.ts'
import { alignLeading, checkWeights, denominator, weigh } from './kit/weighted-mean.ts'

export interface CrossEntropyOptions {
  /** The weight of each class, one number for each; finite, from 0. Default: all 1. */
  readonly classWeights?: readonly number[]
  /**
   * The share of the target probability that is distributed evenly over all classes, from 0 to below 1 (Szegedy et al. 2016, section 7). Default 0.
   */
  readonly labelSmoothing?: number
  /** The label of elements to leave out, such as −1 for padding. Default: none is left out. */
  readonly ignore?: number
}

/**
 * The mean of −ln softmax(logits)[label] over examples, in nats: logits [batch, classes] of floats and int32 labels [batch] in
 * 0 … classes − 1, or [batch, time, classes] and [batch, time] for sequences, where every step counts as an example.
 *
 * With weights the loss is Σ w·v[label]·loss / Σ w·v[label], w the weight of the example and v the weights of the classes; ignored labels are in neither
 * sum. Smoothed by ε an example's loss is (1 − ε)·v[label]·(−ln p[label]) + ε/classes · Σ v·(−ln p), the denominator being the same:
 * all as PyTorch has it. What weighs 0 adds 0, however unlikely: logits may mask a class by −∞. Smoothed, such a class makes the loss infinite
 * unless `classWeights` gives it 0.
 *
 * @throws {NnError} where shapes or options do not fit; on backends with synchronous reads, where no label counts.
 * @throws {TensorError} on backends with synchronous reads, where a label lies outside the classes.
 *
 * @example
 * ```ts
 * import { losses } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const logits = tensor([[[3, 0], [0, 3]], [[9, 0], [9, 0]]])
 * const labels = tensor([[0, 1], [0, -1]], { dtype: 'int32' })
 * console.log(losses.crossEntropy(logits, labels, { ignore: -1 }).readSync()[0]!.toFixed(4)) // 0.0324
 * ```
 */
export const crossEntropy: Loss<Tensor, CrossEntropyOptions> = /* @__PURE__ */ markLoss(
  { name: 'crossEntropy' },
  (logits, labels, options) => {
    const classes = checkShapes(logits, labels)
    const { weights, classWeights, labelSmoothing = 0, ignore } = options
    if (classWeights) checkClassWeights(classWeights, classes)
    return scope(() => {
      const flat = logits.rank === 2
      const rows = flat ? logits : reshape(logits, [labels.size, classes])
      const { indices, classFactors, exampleFactors, factors } = countLabels(labels, options, logits)
      const negativeLogs = softmaxCrossEntropy(rows, indices)
      const hard = factors ? weigh(negativeLogs, factors) : negativeLogs
      const losses = labelSmoothing > 0 ? smoothed(hard, rows, { labelSmoothing, classFactors, exampleFactors }) : hard
      const result = factors ? div(sum(losses), denominator(totalOf(factors))) : mean(losses)
      return noteWeight(result, {
        name: 'crossEntropy',
        weights,
        counts: ignore !== undefined || classWeights !== undefined,
        weight: () => weightOfLabels(labels, options, logits),
      })
    })
  },
  {
    classWeights: optional(list(number({ from: 0 }), 'a list with a number from 0 for each class')),
    labelSmoothing: withDefault(number({ from: 0, below: 1 }), 0),
    ignore: optional(integer({}, ', such as -1')),
  } satisfies Fields<CrossEntropyOptions>,
  {
    weight: 'classWeights',
    smoothing: 'labelSmoothing',
    epsilon: 'labelSmoothing',
    ignoreIndex: 'ignore',
    ignoreClass: 'ignore',
    fromLogits: 'nothing: it takes logits',
  },
)

/** The labels in row-major order, and how much each counts. */
interface LabelCounts {
  /** The labels; 0 in place of those that are ignored. */
  readonly indices: Tensor
  readonly classFactors: Tensor | undefined
  readonly exampleFactors: Tensor | undefined
  /** Both for each label; undefined where every label counts 1. */
  readonly factors: Tensor | undefined
}

function countLabels(
  labels: Tensor,
  { weights, classWeights, ignore }: CrossEntropyOptions & WeightOptions,
  { dtype, backend }: Tensor,
): LabelCounts {
  const flat = labels.rank === 1 ? labels : reshape(labels, [labels.size])
  const counted = ignore === undefined ? undefined : notEqual(flat, ignore)
  const indices = counted ? where(counted, flat, 0) : flat
  const classFactors = classWeights && tensor([...classWeights], { dtype, backend })
  const exampleFactors = product(counted && cast(counted, dtype), weights && weightsOfLabels(weights, labels, dtype))
  return {
    indices,
    classFactors,
    exampleFactors,
    factors: product(exampleFactors, classFactors && gather(classFactors, indices)),
  }
}

/** How much all labels count together. */
function weightOfLabels(labels: Tensor, options: CrossEntropyOptions & WeightOptions, logits: Tensor): Tensor {
  return scope(() => {
    const { factors } = countLabels(labels, options, logits)
    return factors ? sum(factors) : full([], labels.size, { dtype: logits.dtype, backend: logits.backend })
  })
}

function product(a: Tensor | undefined, b: Tensor | undefined): Tensor | undefined {
  return a && b ? mul(a, b) : (a ?? b)
}

interface Smoothing {
  readonly labelSmoothing: number
  readonly classFactors: Tensor | undefined
  readonly exampleFactors: Tensor | undefined
}

/** The losses of the labels, mixed with the losses of uniform targets. */
function smoothed(hard: Tensor, rows: Tensor, { labelSmoothing, classFactors, exampleFactors }: Smoothing): Tensor {
  const logs = logSoftmax(rows)
  const ofClasses = neg(sum(classFactors ? weigh(logs, classFactors) : logs, -1))
  const uniform = exampleFactors ? weigh(ofClasses, exampleFactors) : ofClasses
  return add(mul(hard, 1 - labelSmoothing), mul(uniform, labelSmoothing / rows.shape[1]!))
}

/** A weight for each label, in row-major order, from the weights of the examples. */
function weightsOfLabels(weights: Tensor, labels: Tensor, dtype: Tensor['dtype']): Tensor {
  checkWeights('crossEntropy', { shape: labels.shape, dtype }, weights)
  return reshape(broadcastTo(alignLeading(weights, labels.rank), labels.shape), [labels.size])
}

function totalOf(weights: Tensor): Tensor {
  const total = sum(weights)
  if (!isListening() && total.backend.syncRead && total.readSync()[0] === 0)
    throw new NnError(
      'crossEntropy was given no place that counts: every label is ignored or weighs 0; the mean of nothing is not defined.',
    )
  return total
}

/** The number of classes. */
function checkShapes(logits: Tensor, labels: Tensor): number {
  const fits = logits.rank >= 2 && sameShape(logits.shape.slice(0, -1), labels.shape) && labels.dtype === 'int32'
  if (!fits)
    throw new NnError(
      `crossEntropy takes logits [batch, …, classes] and int32 labels [batch, …], but was given ${logits} and ${labels}.`,
    )
  if (labels.size === 0) throw new NnError('crossEntropy was given no examples; the mean of nothing is not defined.')
  return logits.shape.at(-1)!
}

function checkClassWeights(weights: readonly number[], classes: number): void {
  if (weights.length !== classes || !weights.every((weight) => weight >= 0 && weight < Number.POSITIVE_INFINITY))
    throw new NnError(
      `crossEntropy was given { classWeights: [${weights.join(', ')}] } for ${classes} classes; it takes a finite number from 0 for each.`,
    )
}

import { formatValue } from '@thinned/schema'
import { add, reshape, scope, type Tensor } from '@thinned/tensor'
import type { AnyModel } from './layer.ts'
import { NnError } from './nn-error.ts'
import type { Mode, Pass } from './pass.ts'

/** The samples of one pass over several. Their rows follow one another: all of the first, then all of the second. */
export interface SampleList {
  /** The pass of each sample alone: what differs is the key. */
  readonly passes: readonly Pass[]
  /** The rows of one sample. */
  readonly rows: number
}

/**
 * The samples of a pass, at one layer. Axis 0 of a tensor has the rows of all samples, or those of one as long as nothing has been drawn: then the
 * samples have them in common.
 */
export interface PassSamples {
  readonly count: number
  /** The rows of one sample. */
  readonly rows: number
  /** The pass of one sample at this layer. Who asks for it draws. */
  pass(sample: number): Pass
}

const forwards = /* @__PURE__ */ new WeakSet<object>()

/**
 * Declares that a forward function takes several samples at once: outside of training it makes each row of its output from the same row of its
 * input alone, whatever the others are, and draws by `pass.samples` where there are such. Gives the function.
 *
 * The declaration holds for the function, so that a layer made of another with a new `forward` declares nothing.
 *
 * @example
 * ```ts
 * import { forSamples, type Layer, plainLayer, takesSamples } from '@thinned/nn'
 * import { mul, type Tensor } from '@thinned/tensor'
 *
 * const forward = forSamples((x: Tensor) => mul(x, 2))
 * const double: Layer = { ...plainLayer('double', undefined), outputShape: (input) => input, forward }
 * console.log(takesSamples(double), takesSamples({ ...double, forward: (x) => mul(x, 3) })) // true false
 * ```
 */
export function forSamples<Forward extends (...args: never[]) => unknown>(forward: Forward): Forward {
  forwards.add(forward)
  return forward
}

/**
 * Whether a model takes several samples in one pass: it and all layers in it declare so by `forSamples`. A model that does not runs for one sample
 * at a time.
 *
 * @example
 * ```ts
 * import { linear, lstm, relu, sequential, takesSamples } from '@thinned/nn'
 *
 * console.log(takesSamples(sequential(linear(4, 8), relu()))) // true
 * console.log(takesSamples(sequential(lstm(4, 8, { returns: 'last' }), relu()))) // false
 * ```
 */
export function takesSamples({ forward, children }: AnyModel): boolean {
  return forwards.has(forward) && Object.values(children).every(takesSamples)
}

/** a + b, of which one may have the rows of all samples, and the other those that the samples have in common. */
export function addSamples(a: Tensor, b: Tensor): Tensor {
  if (a.shape[0] === b.shape[0]) return add(a, b)
  const { shape } = a.shape[0]! > b.shape[0]! ? a : b
  const rows = Math.min(a.shape[0]!, b.shape[0]!)
  const bySample = (x: Tensor): Tensor => reshape(x, [x.shape[0]! / rows, rows, ...shape.slice(1)])
  return scope(() => reshape(add(bySample(a), bySample(b)), shape))
}

/** Refuses what is no list of samples. */
export function checkSamples({ passes, rows }: SampleList, mode: Mode): void {
  if (mode !== 'sample')
    throw new NnError(`createPass was given samples in mode ${mode}; passes over several samples have the mode sample.`)
  if (!Array.isArray(passes) || passes.length === 0 || !Number.isSafeInteger(rows) || rows < 0)
    throw new NnError(
      `createPass was given the samples { passes: ${formatValue(passes)}, rows: ${formatValue(rows)} }; they are the passes of one sample each, and the rows of one.`,
    )
}

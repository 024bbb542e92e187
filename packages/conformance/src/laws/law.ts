import { noiseOfEach, oneHot, type VariantFacts } from '@thinned/dropout/facts'
import { createPass, flattenParams, type InitOptions, init, isInitialized, type Layer, type Pass } from '@thinned/nn'
import { type Key, key, normal } from '@thinned/rng'
import { type CreateOptions, type Shape, sizeOf, type Tensor, tensor } from '@thinned/tensor'

/** The facts of a variant, whatever its settings are. */
// biome-ignore lint/suspicious/noExplicitAny: the list holds variants of different settings, and each sees its own
export type Facts = VariantFacts<any>

/** A law of all variants of dropout. It reads the facts of a variant, never its name. A variant declares the laws that it is exempt from. */
export interface Law {
  readonly name: string
  /** Whether the law concerns such a variant. Default: every variant. */
  applies?(facts: Facts): boolean
  /** Throws if the variant breaks the law. */
  check(facts: Facts): void | Promise<void>
}

/**
 * The width of a bound, in standard deviations. Keys are fixed. A correct generator breaks one such bound once in 5 · 10^8 tries. All laws over all
 * variants have fewer than 20,000 bounds, so the family-wise rate is below 10^-4 for a fresh choice of keys.
 */
export const SIGMAS = 6

/** Whether all settings of the variant have keep. */
export const hasKeep = ({ settings }: Facts): boolean => settings.every((options) => 'keep' in options)

export const train = (k: Key, row = 0): Pass => createPass({ mode: 'train', key: k, row })

/** The layer of a variant at these settings, with parameters if it declares some. */
export function layerOf(facts: Facts, options: unknown, how: InitOptions = {}): Layer {
  const layer = facts.make(options)
  if (!isInitialized(layer)) init(layer, key('init'), how)
  return layer
}

/** The shape of the variant's input with n examples. */
export const inputShape = ({ input }: Facts, n: number): Shape => [n, ...input.slice(1)]

/** An input of these values: floats, or int32 tokens below the number of tokens. */
function inputOf({ tokens }: Facts, values: ArrayLike<number>, shape: Shape, options: CreateOptions = {}): Tensor {
  return tokens === undefined
    ? tensor(Float64Array.from(values), { dtype: 'float32', ...options, shape })
    : tensor(
        Int32Array.from(values, (value) => value % tokens),
        { ...options, dtype: 'int32', requiresGrad: false, shape },
      )
}

/** An input of ones. */
export const onesFor = (facts: Facts, shape: Shape, options: CreateOptions = {}): Tensor =>
  inputOf(facts, new Uint8Array(sizeOf(shape)).fill(1), shape, options)

/** An input of the numbers start + 1, start + 2, …, so that an output shows which elements it kept. */
export const numbersFor = (facts: Facts, shape: Shape, start = 0, options: CreateOptions = {}): Tensor =>
  inputOf(
    facts,
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => start + i + 1),
    shape,
    options,
  )

/** An input of normal numbers, or of tokens. */
export const randomFor = (facts: Facts, shape: Shape, options: CreateOptions = {}): Tensor =>
  facts.tokens === undefined
    ? tensor(normal(key('x'), sizeOf(shape)), { dtype: 'float32', shape, ...options })
    : numbersFor(facts, shape, 0, options)

/** The leaves of gradients: the parameters and, unless it is tokens, the input. */
export const leavesOf = ({ tokens }: Facts, layer: Layer, x: Tensor): readonly Tensor[] => [
  ...(tokens === undefined ? [x] : []),
  ...Object.values(flattenParams(layer.params)),
]

/** The noise of a variant for x, with a draw for each example. */
export const drawsOn = (facts: Facts, options: unknown, x: Tensor, pass: Pass = train(key(17))): Float64Array =>
  noiseOfEach(facts, layerOf(facts, options), x, pass)

/** Inputs of 1, or those that show single weights if the noise is on weights. */
export const unitsFor = (facts: Facts, shape: Shape): Tensor =>
  facts.noise.on === 'weights' ? oneHot(facts, shape) : onesFor(facts, shape)

/** The output for ones in a training pass. */
export const onOnes = (facts: Facts, options: unknown, shape: Shape, pass: Pass = train(key(17))): Float64Array =>
  Float64Array.from(layerOf(facts, options).forward(onesFor(facts, shape), pass).readSync())

/** The output for `numbersFor` in a training pass. */
export const onNumbers = (facts: Facts, options: unknown, shape: Shape, pass: Pass, start = 0): Float64Array =>
  Float64Array.from(
    layerOf(facts, options)
      .forward(numbersFor(facts, shape, start), pass)
      .readSync(),
  )

/** The number of elements of an example. */
export const exampleSize = ({ input }: Facts): number => sizeOf(input.slice(1))

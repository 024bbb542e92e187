import type { VariantFacts } from '@thinned/dropout/facts'
import { createPass, flattenParams, type InitOptions, init, isInitialized, type Layer, type Pass } from '@thinned/nn'
import { type Key, key, normal } from '@thinned/rng'
import { type CreateOptions, type Shape, scope, sizeOf, slice, type Tensor, tensor } from '@thinned/tensor'

/** The facts of a variant, whatever its settings are. */
// biome-ignore lint/suspicious/noExplicitAny: the list holds variants of different settings, and each sees its own
export type Facts = VariantFacts<any>

/** A law that variants of dropout hold. It asks for facts, never for a name; what does not hold, the variant declares as exempt. */
export interface Law {
  readonly name: string
  /** Whether it says something about such a variant. Default: about every one. */
  applies?(facts: Facts): boolean
  /** Throws where the variant breaks it. */
  check(facts: Facts): void | Promise<void>
}

/**
 * Keys are fixed and a bound is so many standard deviations wide: a right generator breaks one such bound once in 5 · 10^8 tries, and all
 * laws over all variants have fewer than 20,000, which makes a family-wise rate below 10^-4 for a fresh choice of keys.
 */
export const SIGMAS = 6

/** Whether the variant is set by the probability of keeping. */
export const hasKeep = ({ settings }: Facts): boolean => settings.every((options) => 'keep' in options)

export const train = (k: Key, row = 0): Pass => createPass({ mode: 'train', key: k, row })

/** A variant with its settings, and its parameters where it has some. */
export function made(facts: Facts, options: unknown, how: InitOptions = {}): Layer {
  const layer = facts.make(options)
  if (!isInitialized(layer)) init(layer, key('init'), how)
  return layer
}

/** The variant's input with so many examples. */
export const examples = ({ input }: Facts, n: number): Shape => [n, ...input.slice(1)]

/** Values as a variant takes them: floats, or int32 tokens below the number that it knows. */
function given({ tokens }: Facts, values: ArrayLike<number>, shape: Shape, options: CreateOptions = {}): Tensor {
  return tokens === undefined
    ? tensor(Float64Array.from(values), { dtype: 'float32', ...options, shape })
    : tensor(
        Int32Array.from(values, (value) => value % tokens),
        { ...options, dtype: 'int32', requiresGrad: false, shape },
      )
}

/** An input of ones. */
export const onesFor = (facts: Facts, shape: Shape, options: CreateOptions = {}): Tensor =>
  given(facts, new Uint8Array(sizeOf(shape)).fill(1), shape, options)

/** An input whose elements tell in the output which of them are there; the first is `start + 1`. */
export const numbersFor = (facts: Facts, shape: Shape, start = 0, options: CreateOptions = {}): Tensor =>
  given(
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

/** Where gradients go: the parameters and, where it is made of floats, the input. */
export const leavesOf = ({ tokens }: Facts, layer: Layer, x: Tensor): readonly Tensor[] => [
  ...(tokens === undefined ? [x] : []),
  ...Object.values(flattenParams(layer.params)),
]

/**
 * What a variant makes of the examples of x, as many draws as there are examples: where a batch shares its draws, each example has a pass of its
 * own.
 */
export function drawsOn(facts: Facts, options: unknown, x: Tensor, pass: Pass = train(key(17))): Float64Array {
  const layer = made(facts, options)
  if (facts.noise.share !== 'batch') return Float64Array.from(layer.forward(x, pass).readSync())
  const each = Array.from({ length: x.shape[0]! }, (_, i) =>
    scope(() => [...layer.forward(slice(x, 0, i, i + 1), pass.at(i)).readSync()]),
  )
  return Float64Array.from(each.flat())
}

/** What the noise of a variant makes of ones in a training pass. */
export const onOnes = (facts: Facts, options: unknown, shape: Shape, pass: Pass = train(key(17))): Float64Array =>
  Float64Array.from(made(facts, options).forward(onesFor(facts, shape), pass).readSync())

/** What a variant makes of numbers in a training pass. */
export const onNumbers = (facts: Facts, options: unknown, shape: Shape, pass: Pass, start = 0): Float64Array =>
  Float64Array.from(
    made(facts, options)
      .forward(numbersFor(facts, shape, start), pass)
      .readSync(),
  )

/** How many elements one example has. */
export const width = ({ input }: Facts): number => sizeOf(input.slice(1))

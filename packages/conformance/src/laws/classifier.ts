import type { NdArray } from '@thinned/data'
import {
  batchNorm,
  flattenParams,
  init,
  type Layer,
  linear,
  plainLayer,
  relu,
  reshape,
  residual,
  sequential,
} from '@thinned/nn'
import { key, uniform } from '@thinned/rng'
import { abs, assign, cast, clip, mean, scope, sizeOf, tensor } from '@thinned/tensor'
import { type Facts, inputShape, randomFor } from './law.ts'

/** The classes that a classifier tells apart. */
export const CLASSES = 3

/** A variant at some settings, and whether it stands in the chain or in the branch of a residual. */
export interface Member {
  readonly facts: Facts
  readonly options: unknown
  readonly branch?: boolean
}

/** Variants one after another, each followed by batch normalization with statistics that are not those of a start, and a head. */
export function classifierOf([first, ...others]: readonly [Member, ...Member[]]): Layer {
  const layers: Layer[] = [blockOf(first, [])]
  let width = widthOf(first)
  for (const member of others) {
    const block = blockOf(member, [linear(width, sizeOf(member.facts.input.slice(1))), ...into(member.facts)])
    if (member.branch) layers.push(residual(block, linear(widthOf(member), width)))
    else {
      layers.push(block, relu())
      width = widthOf(member)
    }
  }
  const model = sequential(...layers, linear(width, CLASSES))
  init(model, key(3))
  for (const [path, state] of Object.entries(flattenParams(model.state)))
    assign(state, tensor(uniform(key(path), sizeOf(state.shape)), { shape: state.shape }))
  return model
}

/** A variant behind what makes its inputs: its outputs as features, normalized. */
function blockOf(member: Member, before: readonly Layer[]): Layer {
  const { facts, options } = member
  return sequential(...before, facts.make(options), features, batchNorm(widthOf(member)))
}

const widthOf = ({ facts, options }: Member): number => facts.make(options).outputShape(facts.input.slice(1)).at(-1)!

/** From numbers to the inputs of a variant. */
function into({ input, tokens }: Facts): Layer[] {
  const shaped = reshape(input.slice(1)) as Layer
  return tokens === undefined ? [shaped] : [shaped, words(tokens)]
}

/** Tokens from numbers: sizes, cut to integers. */
const words = (tokens: number): Layer => ({
  ...plainLayer('words', undefined),
  outputShape: (input) => input,
  forward: (x) => scope(() => cast(clip(abs(x), 0, tokens - 1), 'int32')),
})

/** Features [batch, channels]: means over all positions, of which a variant may drop some; of tokens their numbers. */
const features: Layer = {
  ...plainLayer('features', undefined),
  outputShape: (input) => input.slice(-1),
  forward: (x) =>
    scope(() => {
      const positions = x.shape.slice(1, -1).map((_, i) => i + 1)
      const numbers = cast(x, 'float32')
      return positions.length > 0 ? mean(numbers, positions) : numbers
    }),
}

/** Inputs of a classifier that begins with this variant. */
export function inputsOf(facts: Facts, rows: number): NdArray {
  const x = randomFor(facts, inputShape(facts, rows))
  return { data: x.readSync() as NdArray['data'], shape: x.shape }
}

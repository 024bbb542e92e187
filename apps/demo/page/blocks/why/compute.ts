import { twoMoons } from '@thinned/data'
import { dropout, fastDropout, type OutputMoments } from '@thinned/dropout'
import { meanVariance, measure } from '@thinned/metrics'
import { createPass, init, type Layer, linear, type Pass, relu, sequential, sigmoid, tanh } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import { argmax, broadcastTo, contiguous, noGrad, ones, scope, slice, type Tensor, tensor } from '@thinned/tensor'

/** Units of the layer that is dropped from. */
export const UNITS = 32
/** Units of the next layer, of which the one with the largest input is looked at. */
const CANDIDATES = 16
/** Masks for each point of the curves, and for the distribution at the chosen keep. */
export const MASKS = 1000
export const CHOSEN_MASKS = 4000
export const KEEPS = [
  0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1,
]

/** What the input of the next unit goes through. */
export const AFTER = { nothing: undefined, relu, tanh, sigmoid } as const
export type After = keyof typeof AFTER

/** Divide by keep in training; multiply by keep at prediction; multiply by the drop probability at prediction. */
export const CONVENTIONS = ['divide', 'multiply', 'mistake'] as const
export type Convention = (typeof CONVENTIONS)[number]

export interface Setting {
  readonly seed: number
  readonly after: After
}

export interface Spread {
  /** Of the drawn masks of training. */
  readonly mean: number
  readonly deviation: number
  /** Half the width of the 95 % interval of that mean. */
  readonly margin: number
  /** The ends between which the middle 68 % of the masks lie, as within a standard deviation of a normal distribution. */
  readonly middle: readonly [low: number, high: number]
  /** Over all masks, without a draw; undefined behind a nonlinearity, where no rule is exact. */
  readonly expected?: { readonly mean: number; readonly deviation: number } | undefined
  /** What prediction gives, without masks. */
  readonly predicted: number
}

export type AtKeep<T = Spread> = Readonly<Record<Convention, T>> & { readonly keep: number }

/** With what each mask gave. */
export type Chosen = AtKeep<{ readonly spread: Spread; readonly values: Float32Array }>

/** Dropout of a convention: in training, and at prediction. */
function layersOf(convention: Convention, keep: number): { training: Layer; prediction: Layer } {
  if (convention === 'divide') return { training: dropout({ keep }), prediction: dropout({ keep }) }
  const training = dropout({ keep, scale: 'evaluation' })
  if (convention === 'multiply') return { training, prediction: training }
  return { training, prediction: dropout({ keep: 1 - keep, scale: 'evaluation' }) }
}

/** A layer of activations above 0, and the unit of the next layer whose input without dropout is largest. */
function unit(seed: number): { activations: Tensor; weight: Tensor } {
  const { inputs } = twoMoons({ size: 1, key: foldIn(key(seed), 'point') })
  const below = sequential(linear(2, UNITS), relu(), linear(UNITS, CANDIDATES))
  init(below, foldIn(key(seed), 'init'))
  const { linear1, relu1, linear2 } = below.children as Record<string, Layer>
  const pass = createPass({ mode: 'evaluate' })
  linear1!.params = { ...linear1!.params, bias: ones([UNITS]) }
  const activations = relu1!.forward(linear1!.forward(tensor(inputs.data, { shape: inputs.shape }), pass), pass)
  const largest = argmax(linear2!.forward(activations, pass), 1).readSync()[0]!
  const weight = linear2!.params['weight'] as Tensor
  return { activations, weight: contiguous(slice(weight, 1, largest, largest + 1)) }
}

/** The three conventions at one keep, over `masks` masks. */
function atKeep({ seed, after }: Setting, keep: number, masks: number): Chosen {
  return noGrad(() =>
    scope(() => {
      const { activations, weight } = unit(seed)
      const next = linear(UNITS, 1, { bias: false })
      next.params = { weight }
      const makeBehind = AFTER[after]
      const behind = makeBehind ? [next, makeBehind()] : [next]
      const batch = broadcastTo(activations, [masks, UNITS])
      const train = createPass({ mode: 'train', key: foldIn(key(seed), 'masks') })
      const evaluate = createPass({ mode: 'evaluate' })
      const run = (first: Layer, x: Tensor, pass: Pass): Float32Array =>
        behind
          .reduce<Tensor>((value, layer) => layer.forward(value, pass), first.forward(x, pass))
          .readSync() as Float32Array

      const of = (convention: Convention) => {
        const { training, prediction } = layersOf(convention, keep)
        const values = run(training, batch, train)
        const { mean, standardDeviation: deviation } = measure(meanVariance(), { values })
        return {
          values,
          spread: {
            mean,
            deviation,
            margin: (1.96 * deviation) / Math.sqrt(masks),
            middle: middleOf(values),
            predicted: run(prediction, activations, evaluate)[0]!,
            expected: makeBehind ? undefined : exact(training, next, activations),
          },
        }
      }
      return { keep, divide: of('divide'), multiply: of('multiply'), mistake: of('mistake') }
    }),
  )
}

function middleOf(values: Float32Array): readonly [number, number] {
  const sorted = values.toSorted()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]!
  return [at(0.16), at(0.84)]
}

/** Mean and deviation over all masks: `fastDropout` draws none, and is exact for one layer of dropout and a product. */
function exact(first: Layer, next: Layer, activations: Tensor): { mean: number; deviation: number } {
  const model = fastDropout(sequential(first, next))
  const { mean, variance } = model.forward(activations, createPass({ mode: 'train' })) as OutputMoments
  return { mean: mean.readSync()[0]!, deviation: Math.sqrt(variance.readSync()[0]!) }
}

/** The curves: the conventions at each keep. */
export function overKeep(setting: Setting): readonly AtKeep[] {
  return KEEPS.map((keep) => {
    const { divide, multiply, mistake } = atKeep(setting, keep, MASKS)
    return { keep, divide: divide.spread, multiply: multiply.spread, mistake: mistake.spread }
  })
}

/** The distribution at the chosen keep. */
export function chosen(setting: Setting, keep: number): Chosen {
  return atKeep(setting, keep, CHOSEN_MASKS)
}

import { twoMoons } from '@thinned/data'
import { dropout, type MaskedLayer } from '@thinned/dropout'
import { createPass, init, type Layer, linear, losses, type Pass, relu, sequential } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import {
  add,
  backward,
  mul,
  noGrad,
  ones,
  requireGrad,
  reshape,
  scope,
  type Tensor,
  tensor,
  zeros,
} from '@thinned/tensor'
import { EXAMPLES, STEPS, UNITS } from './size.ts'

export interface Setting {
  readonly keep: number
  readonly seed: number
}

export interface StepSetting extends Setting {
  readonly step: number
  /** Whether this is evaluation: the full network. */
  readonly evaluate: boolean
  /** Cells that are dropped, and that are kept, by hand. */
  readonly dropped: readonly number[]
  readonly kept: readonly number[]
}

/** Arrays by cell: example · UNITS + unit. */
export interface StepNumbers {
  /** What enters dropout. */
  readonly activation: readonly number[]
  /** 1 kept, 0 dropped: what the layer uses. */
  readonly mask: readonly number[]
  /** The mask that the key of this step gives, without what was done by hand. */
  readonly drawn: readonly number[]
  /** What leaves dropout. */
  readonly output: readonly number[]
  /** ∂L/∂output: the gradient that arrives. */
  readonly arriving: readonly number[]
  /** ∂L/∂activation: the gradient that goes on. */
  readonly leaving: readonly number[]
  /** The loss of the batch, summed over its examples, in nats: through this mask, and of the full network. */
  readonly loss: number
  readonly fullLoss: number
}

/** What the steps from 0 to STEPS − 1 draw. */
export interface RunNumbers {
  /** [step][cell]: the masks. */
  readonly masks: readonly (readonly number[])[]
  /** [step][unit]: the share of examples and steps up to this one that kept the unit. */
  readonly share: readonly (readonly number[])[]
  /** [step][cell]: the mean output over the steps up to this one. */
  readonly mean: readonly (readonly number[])[]
}

/**
 * A net of one hidden layer, whose weights stay as `init` makes them: only the masks change from step to step. The biases of the hidden layer are 1,
 * so that most units are above 0.
 */
export function network(keep: number, seed: number): Layer {
  const model = sequential(linear(2, UNITS), relu(), dropout({ keep }), linear(UNITS, 1))
  init(model, foldIn(key(seed), 'init'))
  const { linear1 } = model.children as Record<string, Layer>
  linear1!.params = { ...linear1!.params, bias: ones([UNITS]) }
  return model
}

/** The pass of a step, with the key that `fit` gives it. */
export function passOf({ seed, step, evaluate }: Pick<StepSetting, 'seed' | 'step' | 'evaluate'>): Pass {
  if (evaluate) return createPass({ mode: 'evaluate' })
  return createPass({ mode: 'train', key: foldIn(foldIn(key(seed), 'step'), step), step, steps: STEPS })
}

/** The batch: points of two moons, without noise. */
export function batch(seed: number) {
  const { inputs, targets } = twoMoons({ size: EXAMPLES, noise: 0, key: foldIn(key(seed), 'points') })
  return { inputs: tensor(inputs.data, { shape: inputs.shape }), targets: tensor(Float32Array.from(targets.data)) }
}

/** One layer of dropout, forward and backward, in one step of training or in evaluation. */
export function stepNumbers(setting: StepSetting): StepNumbers {
  const { keep, seed, evaluate, dropped, kept } = setting
  return scope(() => {
    const { linear1, relu1, dropout1, linear2 } = network(keep, seed).children as Record<string, Layer>
    const { inputs, targets } = batch(seed)
    const pass = passOf(setting)
    const activation = requireGrad(noGrad(() => relu1!.forward(linear1!.forward(inputs, pass), pass)))
    const lossOf = (output: Tensor): Tensor => {
      const logits = reshape(linear2!.forward(output, pass), [EXAMPLES])
      return mul(losses.binaryCrossEntropy(logits, targets), EXAMPLES)
    }

    const drawing = dropout1 as MaskedLayer
    const here = pass.at('dropout1')
    const drawn = drawing.mask(activation, here)
    const byHand = evaluate ? undefined : handMask(drawn.readSync(), dropped, kept)
    const layer = byHand ? dropout({ keep, mask: tensor(byHand, { shape: drawn.shape }) }) : drawing
    const output = layer.forward(activation, here)

    // Zeros, added to the output: their gradient is the one that arrives at the output.
    const probe = zeros([EXAMPLES, UNITS], { requiresGrad: true })
    const loss = lossOf(add(output, probe))
    const [arriving, leaving] = backward(loss, [probe, activation])

    const read = (x: Tensor) => Array.from(x.readSync())
    return {
      activation: read(activation),
      mask: read(layer.mask(activation, here)),
      drawn: read(drawn),
      output: read(output),
      arriving: read(arriving),
      leaving: read(leaving),
      loss: loss.readSync()[0]!,
      fullLoss: noGrad(() => lossOf(activation)).readSync()[0]!,
    }
  })
}

/** The drawn mask with the cells done by hand, or undefined where there are none. */
function handMask(drawn: ArrayLike<number>, dropped: readonly number[], kept: readonly number[]) {
  if (dropped.length + kept.length === 0) return undefined
  const mask = Uint8Array.from(drawn)
  for (const cell of dropped) mask[cell] = 0
  for (const cell of kept) mask[cell] = 1
  return mask
}

/** All steps of the run, and how often each unit was kept up to each. */
export function runNumbers({ keep, seed }: Setting): RunNumbers {
  return scope(() => {
    const { linear1, relu1, dropout1 } = network(keep, seed).children as Record<string, Layer>
    const still = createPass({ mode: 'evaluate' })
    const activation = relu1!.forward(linear1!.forward(batch(seed).inputs, still), still)
    const masks: number[][] = []
    const share: number[][] = []
    const mean: number[][] = []
    const counts = new Array<number>(UNITS).fill(0)
    const sums = new Array<number>(EXAMPLES * UNITS).fill(0)
    for (let step = 0; step < STEPS; step++) {
      const pass = passOf({ seed, step, evaluate: false }).at('dropout1')
      const layer = dropout1 as MaskedLayer
      const mask = Array.from(layer.mask(activation, pass).readSync())
      const output = layer.forward(activation, pass).readSync()
      mask.forEach((kept, cell) => {
        counts[cell % UNITS]! += kept
        sums[cell]! += output[cell]!
      })
      masks.push(mask)
      share.push(counts.map((count) => count / (EXAMPLES * (step + 1))))
      mean.push(sums.map((sum) => sum / (step + 1)))
    }
    return { masks, share, mean }
  })
}

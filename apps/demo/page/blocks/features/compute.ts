import {
  type Backend,
  diagnosis,
  evaluate,
  foldIn,
  init,
  key,
  type Layer,
  nn,
  ops,
  relu,
  rng,
  sequential,
  type Tensor,
  tensor,
} from 'thinned'
import {
  CLASSES,
  type Examples,
  examples,
  lossOf,
  type Network,
  network,
  PIXELS,
  runKeyOf,
  STEPS,
  type TrainSettings,
  testSize,
  train,
} from './network.ts'
import { type Settings, UNITS } from './state.ts'

/** How often the page is told of the weights, in steps. */
const STEPS_PER_FRAME = 10
/** Over so many random sets of units is averaged. */
const DRAWS = 5

/** A network in training. */
export interface Frame {
  readonly step: number
  readonly steps: number
  /** The weights into each unit, unit by unit [units, 784]. */
  readonly weights: Float32Array
}

/** The test images, one after another, and the digits that they show. */
export interface TestImages {
  readonly pixels: Float32Array
  readonly digits: Int32Array
}

/** What the hidden units of the trained network do on the test examples. */
export interface Diagnosed {
  readonly task: Settings['task']
  readonly test: TestImages
  readonly loss: number
  readonly error: number | null
  readonly statistics: diagnosis.UnitStatistics
  readonly contributions: diagnosis.Contributions
  /** The units from the one that contributes most. */
  readonly order: readonly number[]
}

/** The numbers of one network that are compared over seeds. */
export interface Summary {
  readonly loss: number
  /** NaN where there are no classes. */
  readonly error: number
  readonly zero: number
  readonly mean: number
  readonly dead: number
  readonly correlation: number
  readonly gini: number
  /** What the unit that contributes most contributes. */
  readonly most: number
  /** How much the loss, or the error where there are classes, rises without a random half of the units. */
  readonly half: number
  /** The same without the half that contributes least. */
  readonly weakest: number
}

/** What remains without some units. */
export interface Removed {
  /** Which units were removed; of several random sets, the first. */
  readonly units: readonly number[]
  readonly loss: number
  readonly error: number
  /** Of several random sets, the least and the greatest; both the same where the set is no chance. */
  readonly losses: readonly [number, number]
  readonly errors: readonly [number, number]
}

/** After the removal of so many units. */
export interface CurvePoint extends Removed {
  readonly remove: number
}

export type Removal = Pick<Settings, 'remove' | 'order' | 'rescale'>

/** One unit on the test examples. */
export interface UnitDetail {
  /** The mean activation for each digit 0 … 9. */
  readonly byDigit: readonly number[]
  /** The numbers of the test examples that excite it most, and how much; those with an activation of 0 do not count. */
  readonly top: readonly { readonly example: number; readonly activation: number }[]
}

/** A trained network with its hidden layer laid open. */
export interface Trained {
  readonly diagnosed: Diagnosed
  remove(removal: Removal): Promise<Removed>
  unit(unit: number): UnitDetail
  /** What the network answers to a test image without the units that a removal takes, in the first of its random sets: pixels, or the scores of the classes. */
  answers(removal: Removal, images: readonly number[]): Float32Array
}

export interface TrainOptions {
  readonly backend: Backend
  readonly signal: AbortSignal
  readonly report: (frame: Frame) => void
  /** The share of the diagnosis that is done, from 0 to 1. */
  readonly onDiagnosis?: ((share: number) => void) | undefined
}

/** The network before its first step: with dropout and without, the weights are the same. */
export async function untrained(settings: TrainSettings, withDropout: boolean, backend: Backend): Promise<Frame> {
  const { model, first } = network(settings, withDropout)
  init(model, foldIn(runKeyOf(settings), 'init'), { backend })
  const weights = await featuresOf(first)
  nn.disposeParams(model)
  return { step: 0, steps: STEPS, weights }
}

/** Trains a network, with dropout or without, and lays its hidden layer open. */
export async function trained(
  settings: TrainSettings,
  withDropout: boolean,
  { backend, signal, report, onDiagnosis }: TrainOptions,
): Promise<Trained> {
  const net = network(settings, withDropout)
  const { model, first, last } = net
  const [training, test] = [examples(settings, 'training'), examples(settings, 'test')]
  const tell = async (step: number, steps: number): Promise<void> =>
    report({ step, steps, weights: await featuresOf(first) })
  await train(net, settings, training.dataset, {
    backend,
    signal,
    callback: {
      start: ({ steps }) => tell(0, steps),
      step: ({ step, steps }) => (step % STEPS_PER_FRAME === 0 ? tell(step, steps) : undefined),
    },
  })
  signal.throwIfAborted()
  const diagnosed = await diagnose(model, settings, test, { backend, signal, onDiagnosis })
  const hidden = activations(first, test.inputs.data, backend)
  const rest = sequential(last) as Layer
  const size = testSize(settings)
  const without = (units: readonly number[], rescale: boolean): Float32Array => {
    const factors = new Float32Array(UNITS).fill(rescale ? UNITS / (UNITS - units.length) : 1)
    for (const unit of units) factors[unit] = 0
    return hidden.map((value, i) => value * factors[i % UNITS]!)
  }
  const setsOf = ({ remove, order }: Removal): readonly (readonly number[])[] => {
    if (order === 'strongest') return [diagnosed.order.slice(0, remove)]
    if (order === 'weakest') return [diagnosed.order.slice(UNITS - remove)]
    return Array.from({ length: remove === 0 ? 1 : DRAWS }, (_, draw) => [
      ...rng.permutation(foldIn(foldIn(key(settings.seed), 'removal'), draw), UNITS).subarray(0, remove),
    ])
  }
  return {
    diagnosed,
    async remove(removal) {
      const scores: { loss: number; error: number }[] = []
      for (const units of setsOf(removal)) {
        const inputs = { data: without(units, removal.rescale), shape: [size, UNITS] }
        scores.push(await evaluate(rest, { ...test.dataset, inputs } as never, { loss: lossOf(settings), backend }))
      }
      const [losses, errors] = [scores.map(({ loss }) => loss), scores.map(({ error }) => error)]
      return {
        units: setsOf(removal)[0]!,
        loss: meanOf(losses),
        error: meanOf(errors),
        losses: rangeOf(losses),
        errors: rangeOf(errors),
      }
    },
    unit: (unit) => detailOf(unit, hidden, test.digits),
    answers(removal, images) {
      const changed = without(setsOf(removal)[0]!, removal.rescale)
      const rows = images.flatMap((image) => [...changed.subarray(image * UNITS, (image + 1) * UNITS)])
      return ops.scope(() => {
        const scores = last.forward(
          tensor(Float32Array.from(rows), { shape: [images.length, UNITS], backend }),
          evaluation,
        )
        return (settings.task === 'classify' ? scores : ops.sigmoid(scores)).readSync()
      }) as Float32Array
    },
  }
}

/** The numbers of a network that are compared over seeds. */
export async function summaryOf({ diagnosed, remove }: Trained): Promise<Summary> {
  const { statistics, contributions, loss, error } = diagnosed
  const rise = async (order: Removal['order']): Promise<number> => {
    const without = await remove({ remove: UNITS / 2, order, rescale: false })
    return error === null ? without.loss - loss : without.error - error
  }
  return {
    loss,
    error: error ?? Number.NaN,
    zero: statistics.zeroShare,
    mean: statistics.mean,
    dead: statistics.dead.length,
    correlation: statistics.correlation ?? Number.NaN,
    gini: contributions.gini ?? Number.NaN,
    most: Math.max(...contributions.increases),
    half: await rise('random'),
    weakest: await rise('weakest'),
  }
}

async function diagnose(
  model: Layer,
  settings: TrainSettings,
  test: Examples,
  { backend, signal, onDiagnosis }: Pick<TrainOptions, 'backend' | 'signal' | 'onDiagnosis'>,
): Promise<Diagnosed> {
  const { loss, error, layers } = await diagnosis.diagnose(model, test.dataset as never, {
    loss: lossOf(settings),
    draws: 0,
    maxExamples: testSize(settings),
    backend,
    signal,
    onProgress: ({ done, passes }) => onDiagnosis?.(done / passes),
  })
  const { contributions, path: _, ...statistics } = layers[0]!
  const { increases } = contributions!
  const order = Array.from(increases.keys()).sort((a, b) => increases[b]! - increases[a]!)
  const { task } = settings
  const images = { pixels: test.inputs.data, digits: test.digits }
  return { task, test: images, loss, error, statistics, contributions: contributions!, order }
}

function detailOf(unit: number, hidden: Float32Array, digits: Int32Array): UnitDetail {
  const sums = new Array<number>(CLASSES).fill(0)
  const counts = new Array<number>(CLASSES).fill(0)
  const all = Array.from(digits, (_, example) => ({ example, activation: hidden[example * UNITS + unit]! }))
  for (const { example, activation } of all) {
    sums[digits[example]!]! += activation
    counts[digits[example]!]! += 1
  }
  return {
    byDigit: sums.map((sum, digit) => sum / counts[digit]!),
    top: all
      .filter(({ activation }) => activation > 0)
      .sort((a, b) => b.activation - a.activation)
      .slice(0, 12),
  }
}

const evaluation = nn.createPass({ mode: 'evaluate' })

/** Of the hidden units for each example [examples, units]. */
function activations(first: Layer<typeof PIXELS, typeof UNITS>, images: Float32Array, backend: Backend): Float32Array {
  const x = tensor(images, { shape: [images.length / PIXELS, PIXELS], backend })
  return ops.scope(() => relu().forward(first.forward(x, evaluation), evaluation).readSync()) as Float32Array
}

/** The weights of a layer [784, units], unit by unit [units, 784]. */
async function featuresOf(first: Network['first']): Promise<Float32Array> {
  const weights = (await (first.params['weight'] as Tensor).read()) as Float32Array
  const turned = new Float32Array(weights.length)
  for (let i = 0; i < weights.length; i++) turned[(i % UNITS) * PIXELS + Math.floor(i / UNITS)] = weights[i]!
  return turned
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const rangeOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)]

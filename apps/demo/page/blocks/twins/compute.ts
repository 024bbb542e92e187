import { adam, type EpochRecord, evaluate, fit } from '@thinned/train'
import { type Backend, nn, ops, type Tensor, tensor } from 'thinned'
import { type Examples, runKey, testExamples, trainingExamples } from './examples.ts'
import type { Settings } from './fields.ts'
import { gateOf } from './gate.ts'
import { type Network, network } from './network.ts'
import { gridOf, MAP, SECOND, UNIT_MAP } from './sizes.ts'

export const BATCH = 10
/** Held-out digits whose answers are shown. */
export const SHOWN_DIGITS = 12
/** More epochs than anyone watches. */
const EPOCHS = 100_000

/** What a frame shall tell besides. */
export interface Wanted {
  /** Small maps of all units, and the test error with the units of `off` turned off. */
  readonly details: boolean
  /** The unit whose map is shown in place of the decision map. */
  readonly unit?: number | undefined
}

/** One of the two networks as it is now. */
export interface Twin {
  /** The loss of the last step's batch, through its masks. */
  readonly batchLoss: number
  /** The measurements of the epochs that ended since the last frame. */
  readonly epochs: readonly EpochRecord[]
  /** Points of the plane: the probability of the second class, row by row from the top left. Digits: the probabilities of each shown image. */
  readonly answers: Float32Array
  /** Which hidden units the last step kept, for the first example of its batch. */
  readonly masks: Uint8Array
  /** The output of the wanted unit at each point of the map. */
  readonly unit?: Float32Array
  /** The outputs of all units at the points of a small map, each from 0 to 255 at its largest. */
  readonly units?: Uint8Array
  /** The test error of the network with the units of `off` turned off. */
  readonly errorWithout?: number
}

export interface Frame {
  readonly step: number
  readonly plain: Twin
  readonly thinned: Twin
}

/** Two networks in training, with the same data, first weights and batches; one has dropout. The numbers are those of a `fit` that nobody stops. */
export interface Twins {
  readonly train: Examples
  readonly test: Examples
  /** Takes so many steps of both, and tells where they are. Steps 0 tells it of the networks as they stand. */
  advance(steps: number, off: readonly number[], wanted: Wanted): Promise<Frame>
  stop(): Promise<void>
}

export function twins(settings: Settings, backend: Backend): Twins {
  const train = trainingExamples(settings)
  const test = testExamples(settings)
  const stop = new AbortController()
  const seen = seenInputs(settings, test, backend)
  const [plain, thinned] = [false, true].map((withDropout) => {
    const net = network(settings, withDropout)
    const gate = gateOf(Math.ceil(settings.size / BATCH))
    const run = fit(net.model, {
      ...runOptions(settings, train, test),
      epochs: EPOCHS,
      callbacks: [gate.callback],
      signal: stop.signal,
      backend,
    })
    run.catch(gate.fail)
    const twin = async (off: readonly number[], wanted: Wanted): Promise<Twin> => {
      net.off = off
      return {
        batchLoss: gate.batchLoss,
        epochs: gate.takeEpochs(),
        masks: net.masks.slice(),
        ...(await look(net, settings, seen, wanted)),
        ...(wanted.details && off.length > 0 ? { errorWithout: await errorOf(net, test, backend) } : {}),
      }
    }
    return { gate, run, twin }
  }) as [Running, Running]
  let step = 0
  return {
    train,
    test,
    async advance(steps, off, wanted) {
      await plain.gate.open(steps)
      await thinned.gate.open(steps)
      step += steps
      return { step, plain: await plain.twin(off, wanted), thinned: await thinned.twin(off, wanted) }
    },
    async stop() {
      stop.abort()
      for (const { gate } of [plain, thinned]) gate.release()
      await Promise.allSettled([plain.run, thinned.run])
      seen.inputs.dispose()
      seen.small?.dispose()
    },
  }
}

interface Running {
  readonly gate: ReturnType<typeof gateOf>
  readonly run: Promise<unknown>
  twin(off: readonly number[], wanted: Wanted): Promise<Twin>
}

/** The settings of both runs but for what watches them. */
export function runOptions(settings: Settings, train: Examples, test: Examples) {
  return {
    data: { train, validation: test },
    loss: 'crossEntropy',
    batchSize: BATCH,
    optimizer: adam({ learningRate: settings.rate }),
    key: runKey(settings),
  } as const
}

interface Seen {
  /** [n, features] */
  readonly inputs: Tensor
  readonly small: Tensor | undefined
}

/** The inputs at which the networks are looked at: the points of the maps, or some held-out digits. */
function seenInputs({ data }: Settings, test: Examples, backend: Backend): Seen {
  if (data === 'digits') {
    const digits = test.inputs.data.slice(0, SHOWN_DIGITS * 784)
    return { inputs: tensor(digits, { shape: [SHOWN_DIGITS, 784], backend }), small: undefined }
  }
  const points = (size: number) => tensor(gridOf(size), { shape: [size * size, 2], backend })
  return { inputs: points(MAP), small: points(UNIT_MAP) }
}

/** The probabilities of the classes by the full network. */
function answersOf({ model }: Network, inputs: Tensor): Float32Array {
  const answers = ops.scope(() => ops.softmax(model.forward(inputs, nn.createPass({ mode: 'evaluate' }))))
  const values = answers.readSync() as Float32Array
  answers.dispose()
  return values
}

async function look(
  net: Network,
  { width, data }: Settings,
  { inputs, small }: Seen,
  { details, unit }: Wanted,
): Promise<Pick<Twin, 'answers' | 'unit' | 'units'>> {
  const rows = inputs.shape[0]!
  const [probabilities, ...layers] = await net.look(async () => answersOf(net, inputs))
  const place = unit === undefined ? 0 : unit % SECOND
  return {
    answers:
      data === 'digits' ? probabilities : Float32Array.from({ length: rows }, (_, i) => probabilities[2 * i + 1]!),
    ...(small && unit !== undefined && place < width
      ? { unit: Float32Array.from({ length: rows }, (_, i) => layers[unit >= SECOND ? 1 : 0]![i * width + place]!) }
      : {}),
    ...(small && details ? { units: await unitMaps(net, width, small) } : {}),
  }
}

/** The small maps of both layers' units, one after another. */
async function unitMaps(net: Network, width: number, small: Tensor): Promise<Uint8Array> {
  const points = small.shape[0]!
  const [, ...layers] = await net.look(async () => answersOf(net, small))
  const maps = new Uint8Array(2 * width * points)
  layers.forEach((outputs, layer) => {
    for (let unit = 0; unit < width; unit++) {
      let largest = 0
      for (let i = 0; i < points; i++) largest = Math.max(largest, outputs[i * width + unit]!)
      if (largest > 0)
        for (let i = 0; i < points; i++)
          maps[(layer * width + unit) * points + i] = (255 * outputs[i * width + unit]!) / largest
    }
  })
  return maps
}

async function errorOf(net: Network, test: Examples, backend: Backend): Promise<number> {
  const [{ error }] = await net.look(() => evaluate(net.model, test, { backend }))
  return error
}

import { adam, type Backend, type Callback, type EpochRecord, fit, type Layer, predict } from 'thinned'
import { examples, gridOf, type Masks, network, runKey } from './networks.ts'
import type { Settings } from './state.ts'

export const BATCH = 10
const TEST_EXAMPLES = 500
/** More epochs than anyone watches. */
const EPOCHS = 100_000

/** One of the two networks as it is now. */
export interface Twin {
  /** The loss of the last step's batch, through its masks. */
  readonly batchLoss: number
  /** The measurements of the epochs that ended since the last frame. */
  readonly epochs: readonly EpochRecord[]
  /** The probability of the second class at each point of the plane, row by row from the top left. */
  readonly map: Float32Array
  /** Which hidden units the last step kept, for the first example of its batch. */
  readonly masks: Masks
}

export interface Frame {
  readonly step: number
  readonly plain: Twin
  readonly thinned: Twin
}

/** The training and the test examples, as points of the plane. */
export interface Points {
  readonly train: { readonly xy: Float32Array; readonly classes: Int32Array }
  readonly test: { readonly xy: Float32Array; readonly classes: Int32Array }
}

/**
 * Two networks in training, with the same data, first weights and batches; one has dropout. `fit` trains both, and waits after a step until the next is
 * asked for. The numbers are those of a `fit` that nobody stops.
 */
export interface Twins {
  readonly points: Points
  /** Takes so many steps of both, and tells where they are. Steps 0 tells it of the networks as they stand. */
  advance(steps: number): Promise<Frame>
  stop(): Promise<void>
}

/** @param mapSize points along each side of the decision maps */
export function twins(settings: Settings, backend: Backend, mapSize: number): Twins {
  const train = examples(settings, settings.size, 0)
  const test = examples(settings, TEST_EXAMPLES, 1)
  const grid = gridOf(mapSize)
  const stop = new AbortController()
  const both = [false, true].map((withDropout) => {
    const masks: Masks = [new Uint8Array(settings.width).fill(1), new Uint8Array(settings.width).fill(1)]
    const model = network(settings, withDropout, masks)
    const gate = gateOf()
    const epochs: EpochRecord[] = []
    let batchLoss = Number.NaN
    const watch: Callback = {
      start: () => gate.pass(),
      epoch: ({ record }) => void epochs.push(record),
      step({ loss }) {
        batchLoss = loss
        return gate.pass()
      },
    }
    const run = fit(model, {
      data: { train, validation: test },
      loss: 'crossEntropy',
      epochs: EPOCHS,
      batchSize: Math.min(BATCH, settings.size),
      optimizer: adam({ learningRate: settings.rate }),
      key: runKey(settings.seed),
      callbacks: [watch],
      signal: stop.signal,
      backend,
    })
    run.catch(gate.fail)
    return {
      gate,
      run,
      twin: async (): Promise<Twin> => ({
        batchLoss,
        epochs: epochs.splice(0),
        map: await mapOf(model, grid, backend),
        masks,
      }),
    }
  })
  const [plain, thinned] = both as [(typeof both)[0], (typeof both)[0]]
  let step = 0
  return {
    points: { train: pointsOf(train), test: pointsOf(test) },
    async advance(steps) {
      await plain.gate.open(steps)
      await thinned.gate.open(steps)
      step += steps
      return { step, plain: await plain.twin(), thinned: await thinned.twin() }
    },
    async stop() {
      stop.abort()
      for (const { gate } of both) gate.release()
      await Promise.allSettled(both.map(({ run }) => run))
    },
  }
}

async function mapOf(model: Layer, grid: ReturnType<typeof gridOf>, backend: Backend): Promise<Float32Array> {
  const { mean } = await predict(model, grid, { backend })
  return Float32Array.from({ length: mean.data.length / 2 }, (_, i) => mean.data[2 * i + 1]!)
}

const pointsOf = ({ inputs, targets }: ReturnType<typeof examples>) => ({ xy: inputs.data, classes: targets.data })

/** Where a run waits until it may take more steps. */
function gateOf() {
  let steps = 0
  let released = false
  let go: (() => void) | undefined // set while the run waits
  let arrived: (() => void) | undefined // set while the page waits
  let failure: { readonly error: unknown } | undefined
  return {
    /** Called by the run before its first step and after each. */
    async pass(): Promise<void> {
      if (released) return
      if (steps === 0) {
        const wait = new Promise<void>((resolve) => {
          go = resolve
        })
        arrived?.()
        await wait
        go = undefined
      }
      if (!released) steps -= 1
    },
    /** Lets the run take so many steps, and waits until it has. */
    async open(more: number): Promise<void> {
      if (go === undefined) await arrival()
      if (more === 0) return
      steps = more
      const done = arrival()
      go?.()
      await done
    },
    release(): void {
      released = true
      go?.()
    },
    fail(error: unknown): void {
      failure = { error }
      arrived?.()
    },
  }

  async function arrival(): Promise<void> {
    if (failure === undefined)
      await new Promise<void>((resolve) => {
        arrived = resolve
      })
    arrived = undefined
    if (failure !== undefined) throw failure.error
  }
}

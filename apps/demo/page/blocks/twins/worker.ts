import { expose, transfer } from 'comlink'
import { type Backend, reference, wasm } from 'thinned'
import { type Frame, SHOWN_DIGITS, type Twins, twins, type Wanted } from './compute.ts'
import type { Settings } from './fields.ts'
import { type Difference, differences, type Measure, type Pair, pairOf } from './pair.ts'

interface Chosen {
  readonly backend: Backend
  /** Why it is not the faster one. */
  readonly reason?: string
}

/** One thread: networks as small as these are not faster on more. */
const chosen: Promise<Chosen> = wasm({ threads: 1 }).then(
  (backend) => ({ backend }),
  (error: unknown) => ({ backend: reference, reason: error instanceof Error ? error.message : String(error) }),
)

let current: Twins | undefined
let stopPairs = new AbortController()

/** The examples as the page draws them: points of the plane, or images of held-out digits. */
export interface Drawn {
  readonly train: { readonly inputs: Float32Array; readonly classes: Int32Array }
  readonly test: { readonly inputs: Float32Array; readonly classes: Int32Array }
}

export const api = {
  /** Which backend computes, and why it is not a faster one. */
  async backend(): Promise<{ readonly name: string; readonly reason: string | undefined }> {
    const { backend, reason } = await chosen
    return { name: backend.name, reason }
  },
  /** Begins anew, and ends what was training. */
  async begin(
    settings: Settings,
    off: readonly number[],
    wanted: Wanted,
  ): Promise<{ readonly drawn: Drawn; readonly frame: Frame }> {
    await current?.stop()
    current = twins(settings, (await chosen).backend)
    const frame = await current.advance(0, off, wanted)
    return { drawn: drawnOf(settings, current), frame }
  },
  async advance(steps: number, off: readonly number[], wanted: Wanted): Promise<Frame> {
    if (current === undefined) throw new Error('advance was called before begin.')
    const frame = await current.advance(steps, off, wanted)
    return transfer(frame, buffersOf(frame))
  },
  /** The two networks of one seed, trained to the end; nothing where `stopPairs` was called meanwhile. */
  async pair(settings: Settings, epochs: number): Promise<Pair | undefined> {
    stopPairs = new AbortController()
    const { signal } = stopPairs
    try {
      return await pairOf(settings, epochs, (await chosen).backend, signal)
    } catch (error) {
      if (signal.aborted) return undefined
      throw error
    }
  },
  stopPairs(): void {
    stopPairs.abort()
  },
  differences(pairs: readonly Pair[]): Readonly<Record<Measure, Difference>> {
    return differences(pairs)
  },
}

export type Api = typeof api

expose(api)

function drawnOf({ data }: Settings, { train, test }: Twins): Drawn {
  if (data !== 'digits')
    return {
      train: { inputs: train.inputs.data, classes: train.targets.data },
      test: { inputs: test.inputs.data, classes: test.targets.data },
    }
  return {
    train: { inputs: new Float32Array(), classes: new Int32Array() },
    test: {
      inputs: test.inputs.data.slice(0, SHOWN_DIGITS * 784),
      classes: test.targets.data.slice(0, SHOWN_DIGITS),
    },
  }
}

const buffersOf = ({ plain, thinned }: Frame): ArrayBuffer[] =>
  [plain, thinned].flatMap(({ answers, masks, unit, units }) =>
    [answers, masks, unit, units].flatMap((array) => (array ? [array.buffer as ArrayBuffer] : [])),
  )

import { expose } from 'comlink'
import { type Backend, metrics, reference, WasmError, wasm } from 'thinned'
import {
  type CurvePoint,
  type Diagnosed,
  type Frame,
  type Removal,
  type Removed,
  type Summary,
  summaryOf,
  type Trained,
  trained,
  type UnitDetail,
  untrained,
} from './compute.ts'
import type { TrainSettings } from './network.ts'
import { UNITS } from './state.ts'

let stop: AbortController | undefined
let stopSummary: AbortController | undefined
let current: Trained | undefined
let shared: Promise<Backend> | undefined

/** One thread: each of the two networks has a worker of its own. */
const backend = (): Promise<Backend> => {
  shared ??= wasm({ threads: 1 }).catch((error: unknown) => {
    if (error instanceof WasmError) return reference
    throw error
  })
  return shared
}

function network(): Trained {
  if (current === undefined) throw new Error('The network is not trained yet.')
  return current
}

/** So many numbers of units are removed for the curve. */
const CURVE = 8

export const api = {
  /** Trains and diagnoses; ends the training before. The network before answers until this one is there. Undefined where a later one ended this. */
  async train(
    settings: TrainSettings,
    withDropout: boolean,
    report: (frame: Frame) => void,
    onDiagnosis: (share: number) => void,
  ): Promise<Diagnosed | undefined> {
    stop?.abort()
    const mine = new AbortController()
    stop = mine
    try {
      const done = await trained(settings, withDropout, {
        backend: await backend(),
        signal: mine.signal,
        report,
        onDiagnosis,
      })
      if (mine.signal.aborted) return undefined
      current = done
      return done.diagnosed
    } catch (error) {
      if (mine.signal.aborted) return undefined
      throw error
    }
  },
  /** The network before its first step. */
  async untrained(settings: TrainSettings, withDropout: boolean): Promise<Frame> {
    return untrained(settings, withDropout, await backend())
  },
  stop(): void {
    stop?.abort()
  },
  /** The numbers of another network, which is trained for them alone. */
  async summary(settings: TrainSettings, withDropout: boolean): Promise<Summary> {
    stopSummary = new AbortController()
    const { signal } = stopSummary
    return summaryOf(await trained(settings, withDropout, { backend: await backend(), signal, report: () => {} }))
  },
  stopSummary(): void {
    stopSummary?.abort(new Error('It was stopped.'))
  },
  /** The mean of differences over seeds, with its interval of 95 %. */
  interval: (differences: readonly number[]): metrics.MeanInterval => metrics.meanInterval(differences),
  backend: async (): Promise<string> => (await backend()).name,
  unit: (unit: number): UnitDetail => network().unit(unit),
  remove: (removal: Removal): Promise<Removed> => network().remove(removal),
  answers: (removal: Removal, images: readonly number[]): Float32Array => network().answers(removal, images),
  /** The same removal for numbers of units from 0 to almost all. */
  async curve(removal: Removal): Promise<readonly CurvePoint[]> {
    const points: CurvePoint[] = []
    for (let i = 0; i < CURVE; i++) {
      const remove = (i * UNITS) / CURVE
      points.push({ remove, ...(await network().remove({ ...removal, remove })) })
    }
    return points
  },
}

expose(api)

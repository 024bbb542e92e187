import { type Backend, ops, type WasmBackend, WasmError, wasm } from 'thinned'
import { examplesOf, type Hashes, trainOn } from './runs.ts'
import type { Settings } from './state.ts'

export type BackendId = 'reference' | 'wasm' | 'threads' | 'webgpu'

/** What is known of one backend so far. */
export type Row = { readonly id: BackendId } & (
  | { readonly state: 'waiting' }
  | { readonly state: 'measured'; readonly measured: Measured }
  /** Why it does not compute here, and what would change that. */
  | { readonly state: 'missing'; readonly reason: string }
)

export interface Measured {
  readonly hashes: Hashes
  /** Whether every run gave the same hashes. */
  readonly repeats: boolean
  readonly threads: number
  /** Kernels that the reference computed in this backend's place. */
  readonly fallbacks: number
  /** The most bytes that tensors took at one time in a run: weights, gradients, the optimizer's averages, activations and the batch. */
  readonly peakBytes: number
  readonly time: Time | undefined
}

/** Of the timed steps, in milliseconds: the median, and the quartiles around it. */
export interface Time {
  readonly steps: number
  readonly median: number
  readonly from: number
  readonly to: number
}

/** What the place where this runs offers: a page, a worker, Node. */
export interface Place {
  readonly now: () => number
  /** Whether memory may be shared between threads; in a page whether it is cross-origin isolated. */
  readonly isolated: boolean
  readonly processors: number
  readonly hasWebGpu: boolean
}

export interface MeasureOptions {
  readonly place: Place
  readonly signal: AbortSignal
  /** Told all rows whenever one of them knows more. */
  readonly report: (rows: readonly Row[]) => void
  /** A backend takes no further run after so many milliseconds of timed steps. Default 700. */
  readonly budget?: number
}

const ROUNDS = 6

/**
 * Trains the same network from the same key on every backend that there is here. The first run of each is not timed: engines compile in it, and its memory is
 * counted; the fast ones begin. Then the backends take turns, so that what else the machine does falls on all of them.
 */
export async function measure(
  settings: Settings,
  { place, signal, report, budget = 700 }: MeasureOptions,
): Promise<readonly Row[]> {
  const train = examplesOf(settings)
  const rows: Row[] = (['reference', 'wasm', 'threads'] as const).map((id) => ({ id, state: 'waiting' }))
  rows.push({ id: 'webgpu', state: 'missing', reason: noWebGpu(place) })
  const show = (row: Row): void => {
    rows[rows.findIndex(({ id }) => id === row.id)] = row
    report([...rows])
  }
  const running: { id: BackendId; backend: Backend; first: Measured; times: number[]; repeats: boolean }[] = []
  const made: Backend[] = []
  report([...rows])
  try {
    for (const id of ['wasm', 'threads', 'reference'] as const) {
      signal.throwIfAborted()
      const backend = await make(id, place)
      if (typeof backend === 'string') {
        show({ id, state: 'missing', reason: backend })
        continue
      }
      made.push(backend)
      const { counted, peak } = countingPeak(backend)
      const { hashes } = await trainOn(counted, settings, train, { now: place.now, signal })
      const first = {
        hashes,
        repeats: true,
        threads: threadsOf(backend),
        fallbacks: 0,
        peakBytes: peak(),
        time: undefined,
      }
      running.push({ id, backend, first, times: [], repeats: true })
      show({ id, state: 'measured', measured: first })
    }
    for (let round = 0; round < ROUNDS; round++)
      for (const one of running) {
        const { id, backend, first, times } = one
        if (times.reduce((sum, time) => sum + time, 0) > budget) continue
        const { milliseconds, hashes } = await trainOn(backend, settings, train, { now: place.now, signal })
        times.push(...milliseconds)
        one.repeats &&= hashes.mask === first.hashes.mask && hashes.weights === first.hashes.weights
        const fallbacks = [...backend.fallbacks.values()].reduce((sum, count) => sum + count, 0)
        const measured = { ...first, repeats: one.repeats, fallbacks, time: timeOf(times) }
        show({ id, state: 'measured', measured })
      }
    return rows
  } finally {
    for (const backend of made) (backend as Partial<WasmBackend>).close?.()
  }
}

/** A backend, or why there is none. */
async function make(id: Exclude<BackendId, 'webgpu'>, place: Place): Promise<Backend | string> {
  if (id === 'reference') return ops.referenceBackend()
  try {
    const backend = await wasm(id === 'wasm' ? { threads: 1 } : {})
    if (id === 'wasm' || backend.threads > 1) return backend
    const reason = noThreads(backend, place)
    backend.close()
    return reason
  } catch (error) {
    if (error instanceof WasmError) return error.message
    throw error
  }
}

function noThreads({ lost }: WasmBackend, { isolated, processors }: Place): string {
  if (!isolated)
    return 'This page is not cross-origin isolated, so its threads cannot share memory. The server that sends it with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp gives it threads.'
  if (processors < 2) return 'The browser says that this machine has one processor.'
  return lost ?? 'The browser started no further thread.'
}

const noWebGpu = ({ hasWebGpu }: Place): string =>
  hasWebGpu
    ? 'This browser has WebGPU. Thinned has no backend for it yet.'
    : 'Thinned has no backend for it yet, and this browser offers no WebGPU here.'

const threadsOf = (backend: Backend): number => (backend as Partial<WasmBackend>).threads ?? 1

/** The same backend, whose allocations are watched. */
function countingPeak(backend: Backend): { counted: Backend; peak: () => number } {
  const before = backend.memory().bytes
  let peak = 0
  const allocate: Backend['allocate'] = (dtype, length) => {
    const storage = backend.allocate(dtype, length)
    peak = Math.max(peak, backend.memory().bytes - before)
    return storage
  }
  return { counted: Object.create(backend, { allocate: { value: allocate } }) as Backend, peak: () => peak }
}

function timeOf(times: readonly number[]): Time {
  const rising = times.toSorted((a, b) => a - b)
  const quantile = (share: number): number => {
    const place = share * (rising.length - 1)
    const below = rising[Math.floor(place)]!
    return below + (rising[Math.ceil(place)]! - below) * (place - Math.floor(place))
  }
  return { steps: times.length, median: quantile(0.5), from: quantile(0.25), to: quantile(0.75) }
}

/** Whether all backends that have ended a run have the same hashes; undefined while fewer than two have. */
export function agreement(rows: readonly Row[]): boolean | undefined {
  const all = rows.flatMap((row) => (row.state === 'measured' ? [row.measured] : []))
  if (all.length < 2) return undefined
  return all.every(
    ({ hashes, repeats }) =>
      repeats && hashes.mask === all[0]!.hashes.mask && hashes.weights === all[0]!.hashes.weights,
  )
}

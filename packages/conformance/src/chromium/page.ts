import type { Dataset } from '@thinned/data'
import { key } from '@thinned/rng'
import type { PageWorker } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { compareKernel, kernelNames } from '../backend/compare.ts'
import { refusalOfNothing, trainedOnWorkers } from './ensembles.ts'
import { type FitNumbers, fittedInWorker, refusalOfNoWorker } from './fits.ts'
import { killAndResume, type Resumed, secondRun } from './kill.ts'
import { imagesOf, type TrainingResult, trainDigits } from './training.ts'
import type { Weights } from './weights.ts'

export interface PageResult {
  readonly isolated: boolean
  readonly threads: number
  /** Chunks that each thread executed. */
  readonly executed: readonly number[]
  readonly kernels: number
  readonly failures: readonly string[]
  readonly training: TrainingResult
  /** Ensembles on workers: of the URL of a module, of a worker that a bundler would make, and of the URL of that worker's module. */
  readonly ensembles: readonly Weights[]
  /** What the ensemble of a module that is not there says. */
  readonly refusal: string
  /** A run in a worker that a bundler would make. */
  readonly fitted: FitNumbers
  /** What the run of a worker says whose module is not there. */
  readonly fitRefusal: string
  readonly report: string
  /** Runs that were killed in mid-training, as other pages ended them. */
  readonly resumed: readonly Resumed[]
  /** What a run says whose checkpoint another page has. */
  readonly second?: string | undefined
}

/** Runs the backend suite and a training run in a page, with as many threads as it may have. */
export async function runInPage(): Promise<PageResult> {
  const isolated = (globalThis as { readonly crossOriginIsolated?: boolean }).crossOriginIsolated === true
  const backend = await wasm(isolated ? { threads: 2 } : {})
  const failures = kernelNames.flatMap((name) => compareKernel(backend, name, key('chromium'), 25))
  const training = await trainDigits(backend, await givenImages())
  // Storage is the same in both pages: one run is enough in the isolated one.
  const [resumed, second] = await Promise.all(isolated ? [killAndResume(1)] : [killAndResume(), secondRun()])
  return {
    isolated,
    threads: backend.threads,
    executed: backend.executed(),
    kernels: kernelNames.length,
    failures,
    training,
    ensembles: [
      await trainedOnWorkers(moduleAt('/member.js')),
      await trainedOnWorkers({ worker: () => workerOf('/served-member.js') }),
      await trainedOnWorkers(moduleAt('/served-member.js')),
    ],
    refusal: await refusalOfNothing(moduleAt('/nowhere.js')),
    fitted: await fittedInWorker(workerOf('/served-fit.js')),
    fitRefusal: await refusalOfNoWorker(workerOf('/nowhere.js')),
    report: await ((await import(moduleAt('/reports.js').href)) as typeof import('./reports.ts')).reportHere(),
    resumed,
    second,
  }
}

/** The images that the server was given, if any. */
async function givenImages(): Promise<Dataset | undefined> {
  const [images, labels] = await Promise.all(['/images', '/labels'].map((path) => fetch(path)))
  if (!images?.ok || !labels?.ok) return undefined
  return imagesOf(new Float32Array(await images.arrayBuffer()), new Int32Array(await labels.arrayBuffer()))
}

/** What a page has; the types of this package are those of Node. */
const page = globalThis as unknown as {
  readonly location: { readonly origin: string }
  readonly Worker: new (url: string, options: { readonly type: 'module' }) => PageWorker
}

const moduleAt = (path: string): { readonly href: string } => ({ href: page.location.origin + path })

const workerOf = (path: string): PageWorker => new page.Worker(path, { type: 'module' })

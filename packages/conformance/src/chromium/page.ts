import type { Dataset } from '@thinned/data'
import { key } from '@thinned/rng'
import { wasm } from '@thinned/wasm'
import { compareKernel, kernelNames } from '../backend/compare.ts'
import { imagesOf, type TrainingResult, trainDigits } from './training.ts'

export interface PageResult {
  readonly isolated: boolean
  readonly threads: number
  /** Chunks that each thread executed. */
  readonly executed: readonly number[]
  readonly kernels: number
  readonly failures: readonly string[]
  readonly training: TrainingResult
}

/** Runs the backend suite and a training run in a page, with as many threads as it may have. */
export async function runInPage(): Promise<PageResult> {
  const isolated = (globalThis as { readonly crossOriginIsolated?: boolean }).crossOriginIsolated === true
  const backend = await wasm(isolated ? { threads: 2 } : {})
  const failures = kernelNames.flatMap((name) => compareKernel(backend, name, key('chromium'), 25))
  const training = await trainDigits(backend, await givenImages())
  return {
    isolated,
    threads: backend.threads,
    executed: backend.executed(),
    kernels: kernelNames.length,
    failures,
    training,
  }
}

/** The images that the server was given, if any. */
async function givenImages(): Promise<Dataset | undefined> {
  const [images, labels] = await Promise.all(['/images', '/labels'].map((path) => fetch(path)))
  if (!images?.ok || !labels?.ok) return undefined
  return imagesOf(new Float32Array(await images.arrayBuffer()), new Int32Array(await labels.arrayBuffer()))
}

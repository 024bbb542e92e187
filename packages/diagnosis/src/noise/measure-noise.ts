import {
  type Arrays,
  asBatchSource,
  batches as batchesOf,
  countExamples,
  type DataSource,
  type Dataset,
} from '@thinned/data'
import { flattenParams, type Model, type Moment } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import type { TypedArray } from '@thinned/tensor'
import { type DifferentiateOptions, differentiate, type StopSignal } from '@thinned/train'
import { DiagnosisError } from '../diagnosis-error.ts'
import { type Sums, sumOf, variancesOf } from './estimates.ts'
import type { GradientNoise } from './gradient-noise.ts'

/** How gradients are drawn. */
export interface NoiseSettings {
  readonly batches: number
  readonly draws: number
  readonly batchSize: number
}

interface Drawing {
  readonly loss: DifferentiateOptions['loss']
  readonly moment: Moment | undefined
  readonly key: Key
  readonly signal: StopSignal | undefined
  readonly onPass: () => void
}

/** Each batch runs once with each of its masks, and once through the full network. */
export const passesOfNoise = ({ batches, draws }: NoiseSettings): number => batches * (draws + 1)

/** @throws {DiagnosisError} where the data has too few examples for batches that share none, and on a schedule of which no moment is known. */
export function checkNoise(data: Dataset | DataSource, settings: NoiseSettings, scheduled: string | undefined): void {
  const { batches, batchSize } = settings
  const size = 'fetch' in data ? data.size : countExamples(data)
  if (size < batches * batchSize)
    throw new DiagnosisError(
      `diagnose was given ${size} examples; gradientNoise takes ${batches} batches of ${batchSize} that share none, ${batches * batchSize} in all. Give more examples, or smaller batches: { gradientNoise: { batchSize: ${Math.max(1, Math.floor(size / batches))} } }.`,
      { code: 'mismatch' },
    )
  if (scheduled !== undefined)
    throw new DiagnosisError(
      `diagnose was given gradientNoise of a model in which ${scheduled} follows a schedule, but no moment of it; add the last step of its run, { moment: { step: run.steps - 1, steps: run.steps, epoch: run.history.length - 1 } }.`,
      { code: 'mismatch' },
    )
}

/** The gradients of the model on batches that share no example, under several masks each, and how they vary. */
export async function measureNoise(
  model: Model,
  data: Dataset | DataSource,
  settings: NoiseSettings,
  { loss, moment, key, signal, onPass }: Drawing,
): Promise<GradientNoise> {
  const { batches, draws, batchSize } = settings
  const source = asBatchSource(data as Dataset<Arrays, Arrays>)
  const { classes } = source
  const rows = batchesOf(source.size, batchSize, foldIn(key, 'batches')).slice(0, batches)
  const paths = ownPaths(model)
  const gathered = paths.map(() => gather())
  for (const [i, batchRows] of rows.entries()) {
    const fetched = (await source.fetch(batchRows)) as Dataset
    const name = `batch ${i} of gradientNoise in ${source.name}`
    const batch = { ...fetched, name, ...(classes === undefined ? {} : { classes }) }
    const gradientsOf = async (options: DifferentiateOptions): Promise<readonly TypedArray[]> => {
      if (signal?.aborted) throw signal.reason ?? new DiagnosisError('diagnose was stopped by its signal.')
      const { gradients } = await differentiate(model, batch, {
        ...(loss && { loss }),
        ...(moment && { moment }),
        ...options,
      })
      onPass()
      return paths.map((path) => checkFinite(path, gradients[path]!))
    }
    const full = await gradientsOf({ mode: 'evaluate' })
    for (const [p, gradient] of full.entries()) gathered[p]!.begin(gradient)
    for (let draw = 0; draw < draws; draw++) {
      const drawn = await gradientsOf({ mode: 'train', key: foldIn(foldIn(foldIn(key, 'masks'), i), draw) })
      for (const [p, gradient] of drawn.entries()) gathered[p]!.add(gradient)
    }
  }
  const sums = gathered.map((each) => each.sums())
  return {
    batches,
    draws,
    batchSize,
    ...variancesOf(sumOf(sums), draws),
    parameters: paths.map((path, p) => ({ path, ...variancesOf(sums[p]!, draws) })),
  }
}

/** The paths of the parameters, of one that stands at several only the first. */
function ownPaths(model: Model): readonly string[] {
  const parameters = Object.entries(flattenParams(model.params))
  const tensors = parameters.map(([, tensor]) => tensor)
  return parameters.flatMap(([path, tensor], i) => (tensors.indexOf(tensor) === i ? [path] : []))
}

function checkFinite(path: string, gradient: TypedArray): TypedArray {
  if (gradient.every(Number.isFinite)) return gradient
  throw new DiagnosisError(
    `The gradient of ${path} holds values that are not finite, so gradientNoise has none to measure. Look for such values in the data and in the parameters.`,
    { code: 'not-finite' },
  )
}

/** Gathers the gradients of one parameter: of the full network first, then of each mask, batch by batch. */
function gather() {
  const full: Float32Array[] = []
  const means: Float64Array[] = []
  const spreads: number[] = []
  let draws = 0
  return {
    begin(gradient: TypedArray): void {
      full.push(Float32Array.from(gradient))
      means.push(new Float64Array(gradient.length))
      spreads.push(0)
      draws = 0
    },
    /** The sums of squares around a mean that moves: Welford 1962. */
    add(gradient: TypedArray): void {
      draws++
      const mean = means.at(-1)!
      let spread = 0
      for (let i = 0; i < mean.length; i++) {
        const before = gradient[i]! - mean[i]!
        mean[i]! += before / draws
        spread += before * (gradient[i]! - mean[i]!)
      }
      spreads[spreads.length - 1]! += spread
    },
    sums: (): Sums => ({ products: products(means), spreads: Float64Array.from(spreads), full: products(full) }),
  }
}

/** The inner products of each two vectors. */
function products(vectors: readonly (Float32Array | Float64Array)[]): readonly Float64Array[] {
  const table = vectors.map(() => new Float64Array(vectors.length))
  for (const [i, a] of vectors.entries())
    for (const [j, b] of vectors.entries()) {
      if (j < i) continue
      let sum = 0
      for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!
      table[i]![j] = sum
      table[j]![i] = sum
    }
  return table
}

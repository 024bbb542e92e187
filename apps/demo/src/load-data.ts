import { type Dataset, digits, stratified, take } from '@thinned/data'
import { mnist } from '@thinned/data/node'
import { foldIn, type Key } from '@thinned/rng'
import { fromUser } from './from-user.ts'
import type { Settings } from './settings.ts'
import { UsageError } from './usage-error.ts'

export interface Splits {
  readonly train: Dataset
  readonly validation: Dataset
  readonly test: Dataset
}

const VALIDATION = 1000
const TEST = 2000

/** The data of a run: training images as asked for, validation images apart from them, and test images that nothing is tuned on. */
export async function loadData({ data, train: size }: Settings, run: Key, signal: AbortSignal): Promise<Splits> {
  const subset = foldIn(run, 'subset')
  if (data === 'digits') {
    const all = digits({ size: size + VALIDATION + TEST, key: foldIn(run, 'digits') })
    const part = (from: number, count: number): Dataset =>
      take(
        all,
        Array.from({ length: count }, (_, i) => from + i),
      )
    return { train: part(0, size), validation: part(size, VALIDATION), test: part(size + VALIDATION, TEST) }
  }
  const { train, test } = data === 'mnist' ? await mnist({ download: true, signal }) : await mnist(fromUser(data))
  const available = train.inputs.shape[0]!
  if (size + VALIDATION > available) {
    throw new UsageError(
      `--train was given ${size}; ${train.name} has ${available} training images, of which ${VALIDATION} are kept for validation.`,
    )
  }
  const chosen = stratified(train, size + VALIDATION, subset)
  const part = (from: number, count: number): Dataset =>
    take(
      chosen,
      Array.from({ length: count }, (_, i) => from + i),
    )
  return { train: part(VALIDATION, size), validation: part(0, VALIDATION), test }
}

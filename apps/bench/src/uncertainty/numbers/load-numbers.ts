import {
  type Dataset,
  dropMissingRows,
  friedman1,
  friedman1Truth,
  greenhouse,
  impute,
  type NdArray,
  oneHot,
  parseCsv,
  preprocess,
  splitDataset,
  splitTable,
  standardize,
  standardizeArrays,
} from '@thinned/data'
import { foldIn, type Key } from '@thinned/rng'
import type { NumberSettings } from './settings.ts'

export type NumberRows = Dataset<NdArray<Float32Array>, NdArray<Float32Array>>

/** The rows of one seed. Inputs are standardized by the training rows; the targets are not. */
export interface LoadedNumbers {
  readonly train: NumberRows
  readonly validation: NumberRows
  readonly test: NumberRows
  /** Where the generator tells it: the variance of the noise, and the targets of the test without noise. */
  readonly known?: { readonly noiseVariance: number; readonly truth: readonly number[] }
}

/** The target of the greenhouse: the number that the other columns say most of. */
const TARGET = 'humidity'

export function loadNumbers({ data, rows, parts }: NumberSettings, run: Key): LoadedNumbers {
  if (data === 'greenhouse') {
    const table = dropMissingRows(parseCsv(greenhouse({ size: rows, key: foldIn(run, 'greenhouse') })), [TARGET])
    const split = splitTable(table, parts, foldIn(run, 'split'))
    const prepare = preprocess({
      target: TARGET,
      numbers: [impute('median', { indicator: true }), standardize()],
      categories: [impute({ constant: 'unknown' }), oneHot()],
    }).fit(split.train)
    const of = (part: keyof typeof split): NumberRows => prepare.dataset(split[part]) as NumberRows
    return { train: of('train'), validation: of('validation'), test: of('test') }
  }
  const split = splitDataset(friedman1({ size: rows, key: foldIn(run, 'friedman1') }), parts, foldIn(run, 'split'))
  const scaler = standardizeArrays().fit(split.train)
  const { inputs } = split.test
  const width = inputs.shape[1]!
  const truth = Array.from({ length: inputs.shape[0]! }, (_, row) =>
    friedman1Truth(inputs.data.subarray(row * width, (row + 1) * width)),
  )
  return {
    train: scaler.apply(split.train),
    validation: scaler.apply(split.validation),
    test: scaler.apply(split.test),
    known: { noiseVariance: 1, truth },
  }
}

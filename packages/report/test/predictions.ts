import type { Dataset } from '@thinned/data'
import { entropyOfRows, mostProbable } from '@thinned/metrics'
import type { ClassPrediction, ValuePrediction } from '@thinned/train'
import type { Block, Line, Plot, Section, TableBlock } from '../src/page/block.ts'

/** What `predict` gives where the model says these probabilities, one row for each example. */
export function classPrediction(rows: readonly (readonly number[])[]): ClassPrediction {
  const classes = rows[0]!.length
  const data = Float32Array.from(rows.flat())
  const isNumber = rows.map((row) => row.every(Number.isFinite))
  return {
    predicted: Int32Array.from(rows, (row, i) => (isNumber[i] ? mostProbable(row, classes)[0]! : -1)),
    mean: { data, shape: [rows.length, classes] },
    entropy: Float32Array.from(rows, (row, i) => (isNumber[i] ? entropyOfRows(row, classes)[0]! : Number.NaN)),
    mutualInformation: new Float32Array(rows.length),
  }
}

/** What `predict` gives where the model says these numbers, with these variances of the samples and of the noise. */
export function valuePrediction(
  mean: readonly number[],
  variance: readonly number[] = mean.map(() => 0),
  noise?: readonly number[],
): ValuePrediction {
  const shape = [mean.length, 1]
  const array = (values: readonly number[]) => ({ data: Float32Array.from(values), shape })
  return {
    mean: array(mean),
    variance: array(variance),
    ...(noise && {
      noiseVariance: array(noise),
      totalVariance: array(noise.map((each, i) => each + variance[i]!)),
    }),
  }
}

export function classData(labels: readonly number[], inputs: Dataset['inputs'] = points(labels.length)): Dataset {
  return { name: 'test', inputs, targets: { data: Int32Array.from(labels), shape: [labels.length] } }
}

export function valueData(targets: readonly number[]): Dataset {
  return {
    name: 'test',
    inputs: points(targets.length),
    targets: { data: Float32Array.from(targets), shape: [targets.length, 1] },
  }
}

const points = (count: number): Dataset['inputs'] => ({
  data: Float32Array.from({ length: 2 * count }, (_, i) => i),
  shape: [count, 2],
})

/** A run without a name. */
export const unnamed: readonly { readonly name: string; readonly history: readonly [] }[] = [{ name: '', history: [] }]

export const tablesOf = ({ blocks }: Section): TableBlock[] => blocks.filter((block) => block.kind === 'table')
export const plotsOf = ({ blocks }: Section): Plot[] =>
  blocks.flatMap((block) => (block.kind === 'plots' ? block.plots : []))
export const textsOf = ({ blocks }: { readonly blocks: readonly Block[] }): string[] =>
  blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []))

/** A row of the first table that has one of this name, without the name. */
export function rowOf(section: Section, name: string): readonly string[] {
  for (const { rows } of tablesOf(section)) for (const [first, ...others] of rows) if (first === name) return others
  throw new Error(`There is no row '${name}'.`)
}

export const lineOf = (plot: Plot, label: string): Line => plot.lines.find((line) => line.label === label)!

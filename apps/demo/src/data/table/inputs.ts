import {
  type Column,
  impute,
  type NdArray,
  oneHot,
  preprocess,
  type Step,
  standardize,
  type Table,
  takeTable,
} from '@thinned/data'
import { UsageError } from '../../errors.ts'
import type { TargetScale } from '../demo-data.ts'
import { quoted } from './text.ts'

/** Values further from the training data, in standard deviations, are mistakes: no network says anything of them. */
const FURTHEST = 1e6

export type PartRows = Readonly<Record<'train' | 'validation' | 'test', readonly number[]>>

/**
 * The inputs of each part: numbers standardized, missing ones filled in with the median and told by an input of their own, categories as an
 * input each. All of it is learned from the training rows alone.
 *
 * @throws {UsageError} where a value is out of all proportion to the training rows.
 */
export function inputsOf(table: Table, rows: PartRows): Readonly<Record<keyof PartRows, NdArray<Float32Array>>> {
  const train = takeTable(table, rows.train)
  const fitted = preprocess({
    columns: Object.fromEntries(train.columns.map((column) => [column.name, stepsFor(column)])),
  }).fit(train)
  for (const [i, column] of table.columns.entries()) {
    if (column.kind === 'category') continue
    const scale = fitted.state.columns[i]!.steps.find(({ step }) => step === 'standardize') as unknown as TargetScale
    const far = Object.values(rows)
      .flat()
      .find((row) => isFar(column.values[row]!, scale))
    if (far !== undefined) throw tooFar(column.name, column.values[far]!, far, scale)
  }
  const of = (part: keyof PartRows): NdArray<Float32Array> => fitted.inputs(takeTable(table, rows[part]))
  return { train: of('train'), validation: of('validation'), test: of('test') }
}

function stepsFor(column: Column): Step[] {
  if (column.kind === 'category') return [impute({ constant: '(missing)' }), oneHot({ unknown: 'zeros' })]
  return [impute('median', { indicator: column.values.some(Number.isNaN) }), standardize()]
}

/** Whether a value is out of all proportion to the training rows. */
export function isFar(value: number, { mean, scale }: TargetScale): boolean {
  return Math.abs(value - mean) / scale > FURTHEST
}

/** The error of such a value; rows count from 1. */
export function tooFar(name: string, value: number, row: number, { mean }: TargetScale): UsageError {
  return new UsageError(
    `The column ${quoted(name)} is ${value} in row ${row + 1}, more than a million standard deviations from the mean of the training rows, ${Number(mean.toPrecision(4))}. Correct the cell, or leave the row or the column out.`,
  )
}

/** The mean and the standard deviation of numbers up to 1e150. */
export function scaleOf(numbers: Float64Array): TargetScale {
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1
  const mean = numbers.reduce((sum, value) => sum + value / largest, 0) / numbers.length
  const distances = numbers.map((value) => value / largest - mean)
  const variance = distances.reduce((sum, distance) => sum + distance * distance, 0) / numbers.length
  return { mean: mean * largest, scale: Math.sqrt(variance) * largest }
}

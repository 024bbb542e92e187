import { splitRows, stratifiedSample } from '@thinned/data'
import { foldIn, type Key } from '@thinned/rng'
import { UsageError } from '../../errors.ts'
import { validationSize } from '../demo-data.ts'
import type { Target } from './target.ts'

/** Positions in the list of usable rows. */
export interface Parts {
  readonly train: Uint32Array
  readonly validation: Uint32Array
  readonly test: Uint32Array
}

/** A fifth of the rows is for the test. */
const TEST = 0.2

/** Of the others a fifth is for validation, until that is 1,000 rows; then a tenth, at most 10,000. */
const VALIDATION = 0.2

/**
 * Cuts the rows into parts by the key; each class keeps its share in each of them. `limit` is the most training rows.
 *
 * @throws {UsageError} where there are fewer training rows than the user asked for.
 */
export function splitTableRows(target: Target, limit: number | undefined, key: Key): Parts {
  const count = target.rows.length
  const test = Math.round(count * TEST)
  const validation = Math.min(Math.round((count - test) * VALIDATION), validationSize(count - test))
  const available = count - test - validation
  if (limit !== undefined && limit > available)
    throw new UsageError(
      `--train was given ${limit}; of ${count} rows ${test} are kept for the test and ${validation} for validation, so ${available} are left to train with.`,
    )
  const sizes = { test, validation, train: limit ?? available }
  if (target.values.task === 'regression') return splitRows(count, sizes, key)
  const { labels, classNames } = target.values
  const sample = (from: Uint32Array, size: number, name: string): Uint32Array => {
    const positions = { data: Int32Array.from(from), shape: [from.length] }
    const classes = { data: Int32Array.from(from, (row) => labels[row]!), shape: [from.length] }
    const dataset = { name: 'rows', inputs: positions, targets: classes, classes: classNames.length }
    return Uint32Array.from(stratifiedSample(dataset, size, foldIn(key, name)).inputs.data)
  }
  const without = (from: Uint32Array, taken: Uint32Array): Uint32Array => {
    const gone = new Set(taken)
    return from.filter((row) => !gone.has(row))
  }
  const all = Uint32Array.from({ length: count }, (_, row) => row)
  const testRows = sample(all, test, 'test')
  const rest = without(all, testRows)
  const validationRows = sample(rest, validation, 'validation')
  return {
    test: testRows,
    validation: validationRows,
    train: sample(without(rest, validationRows), sizes.train, 'train'),
  }
}

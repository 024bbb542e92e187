import { type Key, permutation } from '@thinned/rng'
import { formatValue } from '@thinned/schema'
import { checkNone, isPlain, plainAdvice } from '../check-plain.ts'
import { checkCount } from '../check-size.ts'
import { DataError } from '../data-error.ts'
import type { Arrays, NdArray } from './arrays.ts'
import { countExamples, type Dataset } from './dataset.ts'
import { nameOf } from './name-of.ts'
import { take } from './take.ts'

/**
 * Cuts the rows 0 … count − 1 into parts without overlap, shuffled by the key. `splitDataset` and `splitTable` cut by it, and so can data of
 * another form. Sizes are counts (integers) or fractions (all below 1); a single 1 among zeros, which could be either, is refused. The borders of fractions are rounded, so that fractions that add up
 * to 1 use every row. Rows that no part asks for are left out.
 *
 * @param name What errors call the data. Default 'The data'.
 * @throws {DataError} where the parts ask for more rows than there are, mix counts and fractions, or could be either.
 * @example
 * ```ts
 * import { splitRows } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { train, test } = splitRows(5, { train: 0.6, test: 0.4 }, key(2))
 * console.log(train, test) // Uint32Array(3) [ 3, 1, 0 ] Uint32Array(2) [ 2, 4 ]
 * ```
 */
export function splitRows<const Name extends string>(
  count: number,
  sizes: Readonly<Record<Name, number>>,
  key: Key,
  name = 'The data',
): Record<Name, Uint32Array> {
  checkCount('splitRows', 'count', count)
  if (typeof name !== 'string')
    throw new DataError(`splitRows was given the name ${formatValue(name)}; it takes a count, sizes, a key and a text.`)
  if (!isPlain(sizes))
    throw new DataError(
      `The sizes of the parts are ${formatValue(sizes)}; they are an object of sizes by name, such as { train: 0.75, test: 0.25 }.${plainAdvice(sizes)}`,
    )
  const entries = Object.entries(sizes) as [Name, number][]
  const option = entries.find(([part]) => OPTIONS_OF_OTHERS.test(part))?.[0]
  if (option !== undefined)
    throw new DataError(
      `The sizes of the parts have the name ${option}, which is an option of other libraries; they are named after the parts, such as { train: 0.75, test: 0.25 }. The key shuffles, and stratifiedSample keeps the shares of classes.`,
    )
  const wrong = entries.find(([, size]) => typeof size !== 'number')
  if (wrong) throw sizeError(...wrong)
  const fractions = entries.some(([, size]) => size > 0 && size < 1)
  const whole = entries.find(([, size]) => size === 1)
  if (
    whole &&
    count !== 1 &&
    entries.every(([, size]) => size === 0 || size === 1) &&
    entries.filter(([, size]) => size === 1).length === 1
  )
    throw new DataError(
      `The parts were given the sizes ${entries.map(([part, size]) => `${part}: ${size}`).join(', ')}, where 1 may be one row or all of them. Write ${whole[0]}: ${count} for all ${count} rows of ${name}; to take one row, name all counts, such as ${whole[0]}: 1, rest: ${Math.max(count - 1, 0)}.`,
    )
  for (const [part, size] of entries) {
    const valid = fractions ? size >= 0 && size < 1 : Number.isSafeInteger(size) && size >= 0
    if (!valid) throw sizeError(part, size)
  }
  const sizesInOrder = entries.map(([, size]) => size)
  const counts = fractions ? countsOf(sizesInOrder, count) : sizesInOrder
  const requested = counts.reduce((sum, size) => sum + size, 0)
  if (requested > count)
    throw new DataError(`The parts ask for ${requested} examples; ${name} has ${count}. Make them smaller.`)
  const order = permutation(key, count)
  let start = 0
  const parts = entries.map(([part], i) => {
    const rows = order.subarray(start, start + counts[i]!)
    start += rows.length
    return [part, rows]
  })
  return Object.fromEntries(parts) as Record<Name, Uint32Array>
}

/**
 * Cuts a data set into parts without overlap, shuffled by the key, as `splitRows` does.
 *
 * @throws {DataError} where the parts ask for more examples than there are.
 * @example
 * ```ts
 * import { splitDataset, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { train, test } = splitDataset(twoMoons({ size: 40, key: key(1) }), { train: 0.75, test: 0.25 }, key(2))
 * console.log(train.inputs.shape, test.targets.shape) // [ 30, 2 ] [ 10 ]
 * ```
 */
export function splitDataset<D extends Dataset<Arrays, Arrays>, const Name extends string>(
  dataset: D,
  sizes: Readonly<Record<Name, number>>,
  key: Key,
  ...none: []
): Record<Name, D> {
  checkNone(
    'splitDataset',
    none,
    'it takes a data set, sizes and a key; stratifiedSample(data, size, key) keeps the shares of classes',
  )
  const parts = splitRows(countExamples(dataset), sizes, key, nameOf(dataset))
  const named = Object.entries<Uint32Array>(parts).map(([part, rows]) => {
    return [part, { ...take(dataset, rows), name: `${nameOf(dataset)} (${part})` }]
  })
  return Object.fromEntries(named) as Record<Name, D>
}

/** Names of options for which sizes are mistaken: a part of them would be silent. */
const OPTIONS_OF_OTHERS =
  /^(?:(?:train|test|val|valid|validation)_?(?:size|split)|random_?state|seed|shuffle|stratify)$/i

function sizeError(part: string, size: unknown): DataError {
  return new DataError(
    `The part ${part} was given the size ${formatValue(size)}; sizes are all counts (integers from 0) or all fractions (below 1).`,
  )
}

/** The counts of fractions of all examples, from one rounded border to the next. */
function countsOf(fractions: readonly number[], total: number): number[] {
  let share = 0
  let before = 0
  const counts = fractions.map((fraction) => {
    share += fraction
    const border = Math.floor(share * total + 0.5)
    const count = border - before
    before = border
    return count
  })
  // Decimal fractions add up to 1 but for rounding.
  if (share <= 1 + 1e-9) return counts
  throw new DataError(`The parts ask for ${share} of all examples; fractions add up to 1 at most. Make them smaller.`)
}

/**
 * A stratified sample: `size` examples, shuffled by the key, in which each class keeps its share, to within one example (largest remainders
 * first; of equal ones the lower class).
 *
 * @throws {DataError} where the data has no classes, fewer examples, or a label that is no class.
 * @example
 * ```ts
 * import { spirals, stratifiedSample } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const { targets } = stratifiedSample(spirals({ size: 90, classes: 3, key: key(1) }), 6, key(2))
 * console.log(targets.data.toSorted()) // Int32Array(6) [ 0, 0, 1, 1, 2, 2 ]
 * ```
 */
export function stratifiedSample<D extends Dataset<Arrays, NdArray>>(
  dataset: D,
  size: number,
  key: Key,
  ...none: []
): D {
  checkNone('stratifiedSample', none, 'it takes a data set, a size and a key')
  const total = countExamples(dataset)
  const { classes, targets } = dataset
  if (!classes) throw new DataError(`stratifiedSample needs classes; ${nameOf(dataset)} has none.`)
  if (!Number.isSafeInteger(size) || size < 0 || size > total) {
    throw new DataError(
      `stratifiedSample was asked for ${formatValue(size)} examples; ${nameOf(dataset)} has ${total}.`,
    )
  }
  const order = permutation(key, total)
  let present = 0
  for (const label of targets.data) present = label >= present ? label + 1 : present
  const members: number[][] = Array.from({ length: Math.min(classes, present) }, () => [])
  for (const row of order) {
    const label = targets.data[row]!
    if (!members[label])
      throw new DataError(
        `Label ${row} of ${nameOf(dataset)} is ${label}; with ${classes} classes labels are the integers from 0 to ${classes - 1}.`,
      )
    members[label].push(row)
  }
  const shares = members.map((rows) => (rows.length * size) / Math.max(total, 1))
  const counts = shares.map(Math.floor)
  const left = size - counts.reduce((sum, count) => sum + count, 0)
  const byRemainder = shares
    .map((share, c) => [share - counts[c]!, c] as const)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1])
  for (const [, c] of byRemainder.slice(0, left)) counts[c]!++
  const chosen = new Set(members.flatMap((rows, c) => rows.slice(0, counts[c]!)))
  return take(
    dataset,
    [...order].filter((row) => chosen.has(row)),
  )
}

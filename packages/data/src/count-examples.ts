import { listArrays } from './arrays.ts'
import { DataError } from './data-error.ts'
import type { Dataset } from './dataset.ts'
import type { Arrays } from './nd-array.ts'

/**
 * How many examples a data set has: the length of axis 0 of every array in it.
 *
 * @throws {DataError} where they differ.
 * @example
 * ```ts
 * import { countExamples, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(countExamples(twoMoons({ size: 40, key: key(1) }))) // 40
 * ```
 */
export function countExamples({ name, inputs, targets, weights }: Dataset<Arrays, Arrays>): number {
  const arrays = [...listArrays(inputs), ...listArrays(targets), ...(weights ? [weights] : [])]
  const counts = new Set(arrays.map(({ shape }) => shape[0] ?? 0))
  if (counts.size === 1) return [...counts][0]!
  throw new DataError(
    `The arrays of ${name} have ${[...counts].join(' and ')} rows; axis 0 of inputs, targets and weights is the example, and there is one number of them.`,
  )
}

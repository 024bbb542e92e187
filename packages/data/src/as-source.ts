import { mapArrays } from './arrays.ts'
import { countExamples } from './count-examples.ts'
import type { DataSource, ShapeOf } from './data-source.ts'
import { classesOf, type Dataset } from './dataset.ts'
import { fingerprint } from './fingerprint.ts'
import type { Arrays } from './nd-array.ts'
import { take } from './take.ts'

/**
 * A data set in memory as a source, in which nothing is random; a source is itself.
 *
 * @throws {DataError} where the arrays of a data set differ in their number of examples.
 * @example
 * ```ts
 * import { asSource, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * const source = asSource(twoMoons({ size: 40, key: key(1) }))
 * const { targets } = await source.fetch([3, 0])
 * console.log(source.size, source.inputShape, targets.data) // 40 [ 2 ] Int32Array(2) [ 1, 0 ]
 * ```
 */
export function asSource<Inputs extends Arrays, Targets extends Arrays>(
  data: Dataset<Inputs, Targets> | DataSource<Inputs, Targets>,
): DataSource<Inputs, Targets> {
  if ('fetch' in data) return data
  const { name, inputs, targets } = data
  const shapeOf = <A extends Arrays>(arrays: A) =>
    mapArrays(arrays, ({ shape }) => shape.slice(1)) as unknown as ShapeOf<A>
  return {
    name,
    size: countExamples(data),
    ...classesOf(data),
    inputShape: shapeOf(inputs),
    targetShape: shapeOf(targets),
    get fingerprint() {
      return fingerprint(data)
    },
    fetch: async (rows) => take(data, rows),
  }
}

import { DataError } from '../data-error.ts'
import { checkForms } from './array-fault.ts'
import { type Arrays, listArrays, type NdArray } from './arrays.ts'
import { nameOf } from './name-of.ts'

/** An array of inputs or targets. Integers are classes, tokens and categories. */
export type Values = NdArray<Float32Array | Int32Array>

/** Examples with numbers as inputs and classes as targets. */
export type Classified = Dataset<NdArray<Float32Array>, NdArray<Int32Array>> & { readonly classes: number }

/**
 * Examples to learn from: row i of `inputs` belongs to row i of `targets`; axis 0 of both is the example.
 *
 * Images are [n, height, width, channels] with values in [0, 1]. In classification `classes` is set, and `targets` is
 * an Int32Array of shape [n] with values 0 … classes − 1; in regression `targets` is a Float32Array of shape [n, …].
 */
export interface Dataset<Inputs extends Arrays = Values, Targets extends Arrays = Values> {
  readonly name: string
  readonly inputs: Inputs
  readonly targets: Targets
  readonly classes?: number
  /** Class c is `classNames[c]`. */
  readonly classNames?: readonly string[]
  /** The weight of each example in a mean loss, from 0: [n]. Default: equal weights. */
  readonly weights?: NdArray<Float32Array>
}

/** What is known of the classes of a data set or a source; an empty record in a regression. */
export function classesOf({
  classes,
  classNames,
}: {
  readonly classes?: number | undefined
  readonly classNames?: readonly string[] | undefined
}): Pick<Dataset, 'classes' | 'classNames'> {
  return { ...(classes === undefined ? {} : { classes }), ...(classNames ? { classNames } : {}) }
}

/**
 * The number of examples of a data set: the length of axis 0 of each array.
 *
 * @throws {DataError} where they differ, and where an array is no typed array of the size that its shape says.
 * @example
 * ```ts
 * import { countExamples, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(countExamples(twoMoons({ size: 40, key: key(1) }))) // 40
 * ```
 */
export function countExamples(dataset: Dataset<Arrays, Arrays>): number {
  checkForms(dataset)
  const { inputs, targets, weights } = dataset
  const arrays = [...listArrays(inputs), ...listArrays(targets), ...(weights ? [weights] : [])]
  const counts = new Set(arrays.map(({ shape }) => shape[0] ?? 0))
  if (counts.size === 1) return [...counts][0]!
  throw new DataError(
    `The arrays of ${nameOf(dataset)} have ${[...counts].join(' and ')} rows; axis 0 of inputs, targets and weights is the example, and has one length.`,
  )
}

import { checkDivides } from '../../batches/batch.ts'
import { checkBatch } from '../../check-arguments.ts'
import { MetricsError } from '../../metrics-error.ts'

/** Sets of classes, one for each of n rows. */
export interface ClassSets {
  /** [n, classes], row-major: 1 for the classes of the row's set, 0 for the others. */
  readonly mask: Uint8Array
  readonly classes: number
  /** How many classes each set has [n]. */
  readonly sizes: Int32Array
}

/**
 * The classes of each set, rising; by name, where names are given.
 *
 * @throws {MetricsError} where the mask does not divide into rows, or there is not one name for each class.
 *
 * @example
 * ```ts
 * import { setMembers } from '@thinned/metrics'
 *
 * const mask = Uint8Array.of(1, 0, 0, 0, 1, 1)
 * console.log(setMembers({ mask, classes: 3 })) // [ [ 0 ], [ 1, 2 ] ]
 * console.log(setMembers({ mask, classes: 3 }, ['cat', 'dog', 'fox'])) // [ [ 'cat' ], [ 'dog', 'fox' ] ]
 * ```
 */
export function setMembers(sets: Pick<ClassSets, 'mask' | 'classes'>): number[][]
export function setMembers(sets: Pick<ClassSets, 'mask' | 'classes'>, classNames: readonly string[]): string[][]
export function setMembers(
  sets: Pick<ClassSets, 'mask' | 'classes'>,
  classNames?: readonly string[],
): (number | string)[][] {
  checkBatch('setMembers', sets, 'sets')
  const { mask, classes } = sets
  checkDivides(mask, classes, 'entries of the mask')
  if (classNames !== undefined && !(Array.isArray(classNames) && classNames.length === classes))
    throw new MetricsError(
      `setMembers was given ${Array.isArray(classNames) ? `${classNames.length} names` : 'no list of names'} for ${classes} classes; there is one for each.`,
    )
  return Array.from({ length: mask.length / classes }, (_, row) =>
    Array.from({ length: classes }, (_, c) => c)
      .filter((c) => mask[row * classes + c] === 1)
      .map((c) => classNames?.[c] ?? c),
  )
}

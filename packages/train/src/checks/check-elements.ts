import { type ArrayRole, arrayFault, isNdArray, type NdArray } from '@thinned/data'
import type { Examples } from '../batches/tensors.ts'
import { TrainError } from '../train-error.ts'

/** Refuses what is no array of float32 or int32 of the size that its shape says, such as bytes, which no layer takes. */
export function checkElements(subject: string, array: unknown, what = 'inputs'): void {
  const fault = arrayFault(array, what.split(' ')[0] as ArrayRole)
  if (fault !== undefined) throw new TrainError(`${subject} ${fault}`, { code: 'invalid-data' })
}

/** Refuses a batch of a source with an array of other elements than float32 and int32. */
export function checkBatch(source: string, { inputs, targets, weights }: Examples): void {
  const arrays = [
    ...named('inputs', inputs),
    ...named('targets', targets),
    ...(weights ? named('weights', weights) : []),
  ]
  for (const [what, array] of arrays) checkElements(`The ${what} that the source ${source} fetched`, array, what)
}

/** Data in a sentence, by its role and by its name, where it has one. */
export function dataOf(role: string, name: string | undefined): string {
  return name === undefined ? `${role} data` : `${role} data ${name}`
}

/** The arrays with their names in a sentence. */
export function named(what: string, arrays: Examples['inputs']): [string, NdArray][] {
  return isNdArray(arrays)
    ? [[what, arrays]]
    : Object.entries(arrays).map(([name, array]) => [`${what} ${name}`, array])
}

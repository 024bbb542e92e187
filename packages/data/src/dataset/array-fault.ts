import { formatValue } from '@thinned/schema'
import { DataError } from '../data-error.ts'
import { arrayKind } from './array-kind.ts'
import { type Arrays, isNdArray } from './arrays.ts'
import type { Dataset } from './dataset.ts'
import { nameOf } from './name-of.ts'

/** What an array is for: numbers and tokens, or classes and numbers. */
export type ArrayRole = 'inputs' | 'targets' | 'weights'

/** How to make of another kind of array what networks compute with. */
const CONVERSIONS: Readonly<Record<string, string>> = {
  Float64Array: 'Float32Array.from(data)',
  Float16Array: 'Float32Array.from(data)',
  BigInt64Array: 'Int32Array.from(data, Number)',
  BigUint64Array: 'Int32Array.from(data, Number)',
}

const bytes: ReadonlySet<string> = new Set(['Uint8Array', 'Uint8ClampedArray'])

/**
 * What is wrong with an array of inputs, targets or weights for training, to stand in a sentence after 'The inputs of moons': it is no Float32Array or
 * Int32Array of the size that its shape says. Undefined where nothing is.
 *
 * @example
 * ```ts
 * import { arrayFault } from '@thinned/data'
 *
 * console.log(arrayFault({ data: Float64Array.of(1, 2), shape: [2, 1] })) // are a Float64Array; write Float32Array.from(data).
 * ```
 */
export function arrayFault(array: unknown, role: ArrayRole = 'inputs'): string | undefined {
  const fault = formFault(array)
  if (fault !== undefined) return fault
  const kind = arrayKind((array as { readonly data: unknown }).data)!
  if (kind === 'Float32Array' || (kind === 'Int32Array' && role !== 'weights')) return undefined
  if (bytes.has(kind) && role === 'inputs')
    return `are bytes (${kind}); divide them by 255: Float32Array.from(data, (byte) => byte / 255).`
  const is = `are ${/^[AEIOU](?!int)/.test(kind) ? 'an' : 'a'} ${kind}`
  const conversion = CONVERSIONS[kind]
  if (conversion) return `${is}; write ${conversion}.`
  return role === 'weights'
    ? `${is}; write Float32Array.from(data).`
    : `${is}; write Int32Array.from(data) of classes and tokens, Float32Array.from(data) of numbers.`
}

/** What is wrong with an array of any kind of elements. */
function formFault(array: unknown): string | undefined {
  if (array === undefined || array === null) return 'are absent; they are an array { data, shape }.'
  const { data, shape } = array as { readonly data?: unknown; readonly shape?: unknown }
  const list = Array.isArray(array) ? array : data
  if (Array.isArray(list)) {
    const isTyped = ArrayBuffer.isView(list[0])
    const isNested = isTyped || Array.isArray(list[0])
    const flat = isTyped ? 'list.flatMap((row) => [...row])' : 'list.flat()'
    const sizes = isNested ? [list.length, list[0].length] : Array.isArray(shape) ? shape : [list.length]
    return `are a plain list; write { data: Float32Array.from(${isNested ? flat : 'list'}), shape: [${sizes.join(', ')}] }.`
  }
  if (typeof (array as { readonly read?: unknown }).read === 'function')
    return 'are a tensor; write { data: await tensor.read(), shape: tensor.shape }.'
  const kind = arrayKind(data)
  if (kind === undefined || kind === 'DataView')
    return 'are no array { data, shape }; write { data: Float32Array.of(1, 2), shape: [2, 1] }, axis 0 the example.'
  if (!Array.isArray(shape) || !shape.every((length) => Number.isSafeInteger(length) && length >= 0))
    return `have the shape ${Array.isArray(shape) ? `[${shape.map(formatValue)}]` : formatValue(shape)}; it is a list of lengths, axis 0 the example: [${(data as { readonly length: number }).length}, 1].`
  const size = shape.reduce((product: number, length: number) => product * length, 1)
  const { length } = data as { readonly length: number }
  return size === length
    ? undefined
    : `have the shape [${shape.join(', ')}], but ${length} values; correct the data set.`
}

/** The arrays of a data set, with their names in a sentence. */
export function* namedArrays({
  inputs,
  targets,
  weights,
}: Pick<Dataset<Arrays, Arrays>, 'inputs' | 'targets' | 'weights'>): Generator<
  readonly [what: string, array: unknown, role: ArrayRole]
> {
  for (const [role, arrays] of Object.entries({ inputs, targets, ...(weights ? { weights } : {}) })) {
    const isOne = typeof arrays !== 'object' || arrays === null || isNdArray(arrays)
    if (isOne) yield [role, arrays, role as ArrayRole]
    else for (const [name, array] of Object.entries(arrays)) yield [`${role} ${name}`, array, role as ArrayRole]
  }
}

/** Refuses what is no record at all in the place of a data set. */
export function checkDataset(given: unknown): void {
  if (typeof given === 'object' && given !== null) return
  throw new DataError(`${formatValue(given)} was given as a data set, which is an object { name, inputs, targets }.`)
}

/** Refuses a data set with an array of no typed array and shape, or of another size than its shape says. */
export function checkForms(dataset: Dataset<Arrays, Arrays>): void {
  checkDataset(dataset)
  for (const [what, array] of namedArrays(dataset)) {
    const fault = formFault(array)
    if (fault !== undefined) throw new DataError(`The ${what} of ${nameOf(dataset)} ${fault}`, { code: 'invalid-data' })
  }
}

/** Refuses an array of no typed array and shape, or of another size than its shape says. */
export function checkForm(subject: string, array: unknown): void {
  const fault = formFault(array)
  if (fault !== undefined) throw new DataError(`${subject} ${fault}`, { code: 'invalid-data' })
}

/** What is wrong with an array of numbers, to stand in a sentence: `arrayFault`, and integers. */
export function floatsFault(array: unknown): string | undefined {
  const fault = arrayFault(array)
  if (fault !== undefined) return fault
  return arrayKind((array as { readonly data: unknown }).data) === 'Int32Array'
    ? 'are integers (Int32Array); if they are numbers, write Float32Array.from(data).'
    : undefined
}

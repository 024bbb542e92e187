import { foldIn, key, threefry4x32 } from '@thinned/rng'
import { checkForms } from './array-fault.ts'
import { arrayKind } from './array-kind.ts'
import { type Arrays, isNdArray, listArrays, mapArrays, type NdArray } from './arrays.ts'
import type { Dataset } from './dataset.ts'

/**
 * 32 hex digits that identify a data set: they depend on every byte and on the shapes, names and kinds of the arrays. Not a cryptographic
 * digest: it guards against mistakes, not against malice. The words (little-endian, padded with zeros) are absorbed four at a
 * time: state ← threefry4x32(state, words) ⊕ words; several arrays in the order of their names, weights last.
 *
 * @throws {DataError} where an array is no typed array of the size that its shape says.
 * @example
 * ```ts
 * import { fingerprint, twoMoons } from '@thinned/data'
 * import { key } from '@thinned/rng'
 *
 * console.log(fingerprint(twoMoons({ size: 40, key: key(1) }))) // 76d05ad65d4f637ffd4f8296ebacb466
 * ```
 */
export function fingerprint(dataset: Dataset<Arrays, Arrays>): string {
  checkForms(dataset)
  const { inputs, targets, weights, classes = 0 } = dataset
  const header = [
    ...(isNdArray(inputs) ? [inputs.shape] : [kindsOf(inputs)]),
    ...(isNdArray(targets) ? [targets.shape, arrayKind(targets.data)] : [kindsOf(targets)]),
    ...(weights ? [{ weights: weights.shape }] : []),
  ]
  const start = foldIn(key(JSON.stringify(header)), classes)
  let state: State = [start[0], start[1], 0, 0]
  for (const array of [...listArrays(inputs), ...listArrays(targets), ...(weights ? [weights] : [])])
    state = absorb(state, array)
  return state.map((word) => word.toString(16).padStart(8, '0')).join('')
}

type State = readonly [number, number, number, number]

function absorb(start: State, { data }: NdArray): State {
  const bytes = new DataView(data.buffer, data.byteOffset, data.byteLength)
  let state = start
  for (let offset = 0; offset < bytes.byteLength; offset += 16) {
    const word = (i: number): number =>
      offset + 4 * i + 4 <= bytes.byteLength ? bytes.getUint32(offset + 4 * i, true) : 0
    const words: State = [word(0), word(1), word(2), word(3)]
    const mixed = threefry4x32(state, words)
    state = [
      (mixed[0] ^ words[0]) >>> 0,
      (mixed[1] ^ words[1]) >>> 0,
      (mixed[2] ^ words[2]) >>> 0,
      (mixed[3] ^ words[3]) >>> 0,
    ]
  }
  return state
}

const kindsOf = (arrays: Arrays): JsonRecord =>
  mapArrays(arrays, ({ data, shape }) => [shape, arrayKind(data)]) as JsonRecord

type JsonRecord = Readonly<Record<string, unknown>>

/** 32 hex digits that identify a text, as `fingerprint` does data. */
export function textFingerprint(text: string): string {
  const [first, second] = [foldIn(key(1), text), foldIn(key(2), text)]
  return [...first, ...second].map((word) => word.toString(16).padStart(8, '0')).join('')
}

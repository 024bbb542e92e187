import { data, type NdArray, rng } from 'thinned'
import { strokesOf } from './drawing.ts'
import { keyOf } from './network.ts'
import type { State } from './state.ts'

export type Shown = Pick<State, 'show' | 'example' | 'drawing' | 'seed'>

/** An image, and what it is: the digit or the letter. */
export interface Example {
  readonly image: NdArray<Float32Array>
  readonly name: string | undefined
}

export type Foreign = 'letter' | 'scribble' | 'noise'

/** The image that the settings ask for; undefined for a pad without strokes. */
export function exampleOf({ show, example, drawing, seed }: Shown): Example | undefined {
  if (show === 'drawing') {
    const strokes = strokesOf(drawing)
    return strokes.length === 0 ? undefined : { image: data.inkDrawings([strokes]), name: undefined }
  }
  if (show === 'digit') {
    const { inputs, targets } = data.digits({ size: 1, key: keyOf(seed, 'test'), start: example })
    return { image: inputs, name: String(targets.data[0]) }
  }
  const { images, names } = foreignOf(show, seed, 1, example)
  return { image: images, name: names?.[0] }
}

/** Images that are no digits, from the one with the number `start`. */
export function foreignOf(
  kind: Foreign,
  seed: number,
  size: number,
  start = 0,
): { readonly images: NdArray<Float32Array>; readonly names?: readonly string[] } {
  const key = keyOf(seed, kind)
  if (kind === 'letter') {
    const { inputs, targets, classNames } = data.letters({ size, key, start })
    return { images: inputs, names: Array.from(targets.data, (label) => classNames[label]!) }
  }
  const numbers = Array.from({ length: size }, (_, i) => uniformOf(rng.foldIn(key, start + i)))
  if (kind === 'scribble') return { images: data.inkDrawings(numbers.map(scribble)) }
  return { images: { data: Float32Array.from(numbers.flatMap((row) => [...row])), shape: [size, 28, 28, 1] } }
}

const uniformOf = (key: rng.Key): Float32Array => rng.uniform(key, 28 * 28)

/** Random points, joined in one go. */
const scribble = (numbers: Float32Array): [readonly (readonly [number, number])[]] => [
  Array.from({ length: 8 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const),
]

import { normal as drawNormal, uniform as drawUniform, type Key } from '@thinned/rng'
import type { View } from '../../view.ts'
import { valuesOf } from '../storage.ts'

// Both kernels take a number or a list. A number is a group of 32 elements: out has those of the key's stream from 32 · group on; the group and the
// groups that out covers are below 2^32. A list has an element for each index of axis 0, at which the part of out there begins; all elements are below 2^37.

/** out (dense) = elements of the key's uniform stream in [0, 1), 24 bits each. */
export function uniform(out: View, key: Key, from: number | readonly number[]): void {
  fill(out, from, (length, start) => drawUniform(key, length, start))
}

/** out (dense) = elements of the key's standard normal stream, float32 each. */
export function normal(out: View, key: Key, from: number | readonly number[]): void {
  fill(out, from, (length, start) => drawNormal(key, length, start))
}

function fill(
  out: View,
  from: number | readonly number[],
  draw: (length: number, start: number) => Float32Array,
): void {
  const values = valuesOf(out.storage)
  const starts = typeof from === 'number' ? [32 * from] : from
  const length = values.length / starts.length
  for (const [row, start] of starts.entries()) values.set(draw(length, start), row * length)
}

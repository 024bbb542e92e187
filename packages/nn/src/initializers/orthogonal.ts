import { normal } from '@thinned/rng'
import { type Fields, number, withDefault } from '@thinned/schema'
import { sizeOf, tensor } from '@thinned/tensor'
import type { Initializer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { nnOptions } from '../options.ts'

export interface OrthogonalOptions {
  /** What the matrix is multiplied by, finite and above 0, such as √2 before a relu. Default 1. */
  readonly gain?: number
}

const read = nnOptions('orthogonal', {
  gain: withDefault(number({ above: 0 }), 1),
} satisfies Fields<OrthogonalOptions>)

/**
 * A random matrix whose columns are orthonormal, or its rows where there are fewer of them, times the gain: it keeps lengths (Saxe, McClelland
 * and Ganguli 2014, section 3). Weights [kernel…, in, out] are taken as [kernel · in, out]. Every such matrix is equally likely.
 *
 * The shorter side's vectors are filled from `normal(key, …)` one after another and made orthonormal by modified Gram–Schmidt, again where little
 * was left (Giraud, Langou and Rozložník 2005), in float64 and in a fixed order: the same bits everywhere. That takes 2 to 4 · in · out ·
 * min(in, out) operations on the processor, some seconds for 1,024 by 1,024.
 *
 * @throws {NnError} where the gain is none, or the parameter has no rows and columns.
 *
 * @example
 * ```ts
 * import { initializers } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { matmul } from '@thinned/tensor'
 *
 * const weight = initializers.orthogonal().make(key(1), [3, 2], { dtype: 'float64' })
 * const products = matmul(weight, weight, { transposeA: true })
 * console.log(products.readSync().map((value) => Math.abs(Math.round(value)))) // Float64Array(4) [ 1, 0, 0, 1 ]
 * ```
 */
export function orthogonal(options: OrthogonalOptions = {}): Initializer {
  const { gain } = read(options)
  return {
    name: gain === 1 ? 'orthogonal' : `orthogonal({ gain: ${gain} })`,
    make(key, shape, options) {
      const columns = shape.at(-1)
      if (shape.length < 2 || !columns)
        throw new NnError(
          `orthogonal was given the shape [${shape.join(', ')}]; it fills weights of at least two axes, [in, out].`,
        )
      const rows = sizeOf(shape) / columns
      const [count, length] = [Math.min(rows, columns), Math.max(rows, columns)]
      const vectors = orthonormalize(Float64Array.from(normal(key, count * length)), count)
      const values = new Float64Array(rows * columns)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++) {
          const [vector, index] = rows < columns ? [row, column] : [column, row]
          values[row * columns + column] = gain * vectors[vector * length + index]!
        }
      return tensor(values, { ...options, shape })
    },
  }
}

/** A vector that keeps less of its length than this is orthogonalised again: rounding weighs too much in what is left. */
const ENOUGH = 0.5

/** Makes `count` vectors, one after another in an array, orthonormal in place. */
function orthonormalize(vectors: Float64Array, count: number): Float64Array {
  const length = vectors.length / count
  const all = Array.from({ length: count }, (_, i) => vectors.subarray(i * length, (i + 1) * length))
  for (const [i, vector] of all.entries()) {
    let [before, after] = [0, normOf(vector)]
    do {
      before = after
      for (let j = 0; j < i; j++) subtractProjection(vector, all[j]!)
      after = normOf(vector)
    } while (after < ENOUGH * before)
    for (let i = 0; i < length; i++) vector[i]! /= after
  }
  return vectors
}

function normOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector))
}

/** Four partial sums, by i mod 4, combined as (0 + 1) + (2 + 3): one alone would wait for itself. */
function dot(a: Float64Array, b: Float64Array): number {
  let [sum0, sum1, sum2, sum3] = [0, 0, 0, 0]
  const fours = a.length - (a.length % 4)
  for (let i = 0; i < fours; i += 4) {
    sum0 += a[i]! * b[i]!
    sum1 += a[i + 1]! * b[i + 1]!
    sum2 += a[i + 2]! * b[i + 2]!
    sum3 += a[i + 3]! * b[i + 3]!
  }
  for (let i = fours; i < a.length; i++) sum0 += a[i]! * b[i]!
  return sum0 + sum1 + (sum2 + sum3)
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit)
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * unit[i]!
}

import { dropoutShapes } from '../shapes.ts'
import type { Workload } from './workload.ts'

const rates = {
  'limit-128': 'multiply and add, 128-bit vectors of WebAssembly',
  'limit-256': "multiply and add, pairs of vectors joined to 256 bits by V8's revectorizer",
  'limit-scalar': 'multiply and add in plain JavaScript, float64, 8 chains',
}
const streams = { copy: 'Float32Array.set', scale: 'the loop y = a·x of WebAssembly SIMD' }

/** Multiplications and additions of one run of the multiply-add limits. */
export const LIMIT_FLOPS: number = 16_777_216

/** What the machine can do, measured here: they take their turns with the workloads they limit. */
export const limits: readonly Workload[] = [
  ...Object.entries(rates).map(
    ([name, about]): Workload => ({
      name,
      about,
      unit: 'GF/s',
      kind: 'timed',
      figure: (milliseconds) => LIMIT_FLOPS / milliseconds / 1e6,
      limits: [],
    }),
  ),
  ...Object.entries(dropoutShapes).flatMap(([size, [rows, columns]]) =>
    Object.entries(streams).map(
      ([name, about]): Workload => ({
        name: `limit-${name}-${size}`,
        about: `${about}, ${rows} x ${columns}`,
        unit: 'ns/element',
        kind: 'timed',
        figure: (milliseconds) => (milliseconds * 1e6) / (rows * columns),
        limits: [],
        long: size === '64MB',
      }),
    ),
  ),
]

import { key } from '@thinned/rng'
import { type Backend, matmul, randomUniform, scope } from '@thinned/tensor'
import type { Work } from '../work.ts'

const SIZE = 512

/** A square product, dense, and the scalar limit: the same multiplications and additions from registers, without rounding to float32. */
export function matmulWorks(backend: Backend): Work[] {
  const [a, b] = [0, 1].map((seed) => randomUniform(key(seed), [SIZE, SIZE], { low: 0.1, backend }))
  const gigaflops = (milliseconds: number): number => (2 * SIZE * SIZE * SIZE) / milliseconds / 1e6
  const common = { threads: 1, unit: 'GF/s', value: gigaflops }
  return [
    {
      ...common,
      work: 'limit-scalar',
      who: 'engine',
      mode: 'float64',
      run: () => multiplyAdd((SIZE * SIZE * SIZE) / 8),
      note: 'multiply and add in registers, 8 chains',
    },
    {
      ...common,
      work: `matmul-${SIZE}`,
      who: 'thinned',
      mode: backend.name,
      run: () => scope(() => void matmul(a!, b!)),
    },
  ]
}

let sink = 0

function multiplyAdd(rounds: number): void {
  let [a, b, c, d, e, f, g, h] = [1, 2, 3, 4, 5, 6, 7, 8]
  const [x, y] = [0.999999, 1e-6]
  for (let i = 0; i < rounds; i++) {
    a = a * x + y
    b = b * x + y
    c = c * x + y
    d = d * x + y
    e = e * x + y
    f = f * x + y
    g = g * x + y
    h = h * x + y
  }
  sink += a + b + c + d + e + f + g + h
  if (sink === 0.5) throw new Error('unreachable: keeps the loop from being dropped')
}

import { key } from '@thinned/rng'
import { add, checkGradient, randomNormal, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { createPass, init, layerNorm, linear, type Params, relu, residual, sequential, summary } from '../index.ts'

const pass = createPass({ mode: 'evaluate' })
const draw = (name: string, ...shape: number[]): Tensor => randomNormal(key(name), shape, { dtype: 'float64' })

test('layerNorm gives mean 0 and variance 1, then scale and shift, with gradients for all three', () => {
  const layer = layerNorm(5, { epsilon: 1e-3 })
  const forward = (x: Tensor, scale: Tensor, shift: Tensor) => layer.forward(x, pass, { scale, shift } as Params)
  const x = add(draw('x', 2, 3, 5), 7)
  const plain = forward(x, tensor(new Float64Array(5).fill(1)), tensor(new Float64Array(5))).readSync()
  const given = x.readSync()
  for (let row = 0; row < 6; row++) {
    const values = Array.from(given.subarray(5 * row, 5 * row + 5))
    const mean = values.reduce((a, b) => a + b) / 5
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5
    for (const [i, value] of values.entries())
      expect(plain[5 * row + i]).toBeCloseTo((value - mean) / Math.sqrt(variance + 1e-3), 10)
  }
  expect(checkGradient(forward, [x, draw('scale', 5), draw('shift', 5)])).toBeLessThan(1e-5)
  expect(() => layerNorm(0)).toThrow('0 features')
  expect(() => layerNorm(3, { epsilon: 0 })).toThrow('epsilon: 0')
  expect(() => sequential(layerNorm(3)).outputShape([2, 4])).toThrow('given [batch, 2, 4]')
})

test('residual adds its layers to their input, by the keys and paths of sequential', () => {
  const layers = () => [linear(4, 8), relu(), linear(8, 4)] as const
  const [plain, added] = [sequential(...layers()), residual(...layers())]
  init(plain, key(1))
  init(added, key(1))
  const x = randomNormal(key(2), [3, 4])
  expect(added.forward(x, pass).readSync()).toEqual(add(x, plain.forward(x, pass)).readSync())
  expect(Object.keys(added.params)).toEqual(['linear1', 'linear2'])
  expect(summary(sequential(added), [4])).toContain('residual1')
  expect(() => residual(linear(4, 1)).forward(x, pass)).toThrow('they make [1] of [4]')
})

import { key } from '@thinned/rng'
import { matmul, reference, split, type Tensor } from '@thinned/tensor'
import { expect, expectTypeOf, test } from 'vitest'
import { blend } from '../../test/blend.ts'
import {
  disposeParams,
  embedding,
  flattenParams,
  gru,
  init,
  initializers,
  isInitialized,
  type Layer,
  layerNorm,
  linear,
  lstm,
  rnn,
  sequential,
  summary,
  tanh,
} from '../index.ts'

test('each gate’s weight is made by itself, and the forget gate begins with its bias', () => {
  const layer = lstm(30, 20, { forgetBias: 2 })
  init(layer, key(1))
  const { inputWeight, recurrentWeight, bias } = layer.params as Record<string, Tensor>
  expect([...bias!.readSync()]).toEqual([...new Array(20).fill(0), ...new Array(20).fill(2), ...new Array(40).fill(0)])
  // The fans of a gate, not of four: of 2,400 draws the largest is close to the limit.
  const limit = Math.sqrt(6 / 50)
  const largest = Math.max(...inputWeight!.readSync().map(Math.abs))
  expect(largest).toBeLessThanOrEqual(Math.fround(limit))
  expect(largest).toBeGreaterThan(0.98 * limit)
  for (const gate of split(recurrentWeight!, 4, 1)) {
    const products = matmul(gate, gate, { transposeA: true }).readSync()
    for (const [i, product] of products.entries()) expect(product).toBeCloseTo(i % 21 === 0 ? 1 : 0, 6)
  }
  const own = gru(2, 2, { inputWeight: initializers.ones })
  init(own, key(1))
  expect([...(own.params['inputWeight'] as Tensor).readSync()]).toEqual(new Array(12).fill(1))
  const gate = (own.params['recurrentWeight'] as Tensor).readSync()
  expect(gate.slice(0, 2)).not.toEqual(gate.slice(2, 4))
})

test('layers in slots have paths, keys and parameters of their own, and change no others', () => {
  const plain = lstm(2, 3)
  const filled = lstm(2, 3, { recurrent: layerNorm(3), input: sequential(linear(2, 2), tanh()), mixCell: blend(3) })
  init(plain, key(5))
  init(filled, key(5))
  const [before, after] = [flattenParams(plain.params), flattenParams(filled.params)]
  expect(Object.keys(after)).toEqual([
    ...Object.keys(before),
    'input/linear1/weight',
    'input/linear1/bias',
    'recurrent/scale',
    'recurrent/shift',
    'mixCell/share',
  ])
  for (const [path, values] of Object.entries(before)) expect(after[path]!.readSync()).toEqual(values.readSync())
  expect(isInitialized(filled)).toBe(true)
  disposeParams(filled)
  disposeParams(plain)
  expect([filled.params, isInitialized(filled)]).toEqual([{}, false])
  init(filled, key(5))
  expect(() => init(filled, key(5))).toThrow('has its parameters already')
})

test('init that fails leaves nothing', () => {
  const before = reference.memory().buffers
  const failing = {
    name: 'failing',
    make: () => {
      throw new Error('no')
    },
  }
  const layer = rnn(2, 3, { recurrentWeight: failing })
  expect(() => init(layer, key(1))).toThrow('no')
  expect([layer.params, reference.memory().buffers]).toEqual([{}, before])
})

test('widths follow the chain, and the table shows the slots', () => {
  const model = sequential(
    embedding(10, 8),
    lstm(8, 16),
    gru(16, 4, { returns: 'last', recurrent: tanh() }),
    linear(4, 2),
  )
  expectTypeOf(model).toEqualTypeOf<Layer<'any', 2>>()
  // @ts-expect-error: 16 units meet a layer that takes 8
  sequential(lstm(8, 16), rnn(8, 4))
  expect(`\n${summary(model, [12])}`).toBe(`
layer        output   parameters  keep
embedding1   12 × 8           80
lstm1        12 × 16       1,600
gru1         4               264
  recurrent                    0
linear1      2                10
total                      1,954`)
})

test('settings that cannot be are refused with a sentence', () => {
  expect(() => lstm(0, 3)).toThrow('lstm was given 0 features; it takes an integer from 1.')
  expect(() => gru(3, 1.5)).toThrow('gru was given 1.5 units')
  expect(() => rnn(1, 1, { returns: 'all' as never })).toThrow(
    `rnn was given returns "all"; it takes 'sequence' or 'last'.`,
  )
  expect(() => rnn(1, 1, { activation: 'sigmoid' as never })).toThrow(
    `rnn was given activation "sigmoid"; it takes 'tanh' or 'relu'.`,
  )
  expect(() => lstm(1, 1, { forgetBias: Number.NaN })).toThrow('forgetBias NaN')
  expect(() => lstm(2, 3, { input: linear(2, 3) as Layer })).toThrow(
    'a linear as input that makes [3] of [2]; a layer in a slot keeps the shape',
  )
  expect(() => lstm(2, 3, { recurrent: layerNorm(2) })).toThrow('layerNorm(2) takes')
  expect(() => lstm(2, 3, { mixHidden: tanh() as never })).toThrow('it takes a layer with mix(previous, next, pass)')
})

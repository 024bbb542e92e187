import { key } from '@thinned/rng'
import { backward, planMask, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { createPass, flatten, init, type Layer, linear, plainLayer, relu, sequential } from '../index.ts'

const train = createPass({ mode: 'train', key: key(1) })

/** A layer that is whatever epilogue is given, counts how often it was asked and run, and passes its input on. */
function spy(part: (x: Pick<Tensor, 'shape' | 'dtype'>) => ReturnType<NonNullable<Layer['epilogue']>>) {
  const seen = { asked: 0, run: 0 }
  const layer: Layer = {
    ...plainLayer('spy', undefined),
    outputShape: (input) => input,
    forward: (x) => {
      seen.run++
      return x
    },
    epilogue: (_pass, x) => {
      seen.asked++
      return part(x)
    },
  }
  return { layer, seen }
}

test('the identity is passed over, and what comes after a mask is not asked', () => {
  const identity = spy(() => 'identity')
  const mask = spy((x) => ({ mask: planMask(x, { key: key(2), keep: 0.5, row: 0, sharedAxes: [] }) as never }))
  const second = spy((x) => ({ mask: planMask(x, { key: key(3), keep: 0.5, row: 0, sharedAxes: [] }) as never }))
  const model = sequential(linear(4, 4), identity.layer, relu(), mask.layer, second.layer)
  init(model, key(0))
  model.forward(tensor([[1, 2, 3, 4]]), train)
  expect(identity.seen).toEqual({ asked: 1, run: 0 })
  expect(mask.seen).toEqual({ asked: 1, run: 0 })
  expect(second.seen).toEqual({ asked: 0, run: 1 })
})

test('a layer that gives back what it was given does no harm', () => {
  const same = spy(() => undefined).layer
  const model = sequential(linear(2, 2), same, sequential(), relu())
  init(model, key(0))
  const x = tensor([[1, 2]], { requiresGrad: true })
  expect(backward(sum(model.forward(x, train)), x).shape).toEqual([1, 2])
})

test('an empty chain gives a handle of its own', () => {
  const x = tensor([[1, 2]])
  const out = sequential().forward(x, train)
  out.dispose()
  expect(x.readSync()).toEqual(Float32Array.of(1, 2))
})

test('names keep the order of the layers', () => {
  for (const name of ['0', '17', '__proto__', '', 'a/b']) {
    expect(() => sequential(linear(3, 4), relu({ name }))).toThrow(`A layer is named "${name}"`)
  }
  const model = sequential(linear(3, 4), relu({ name: 'constructor' }))
  expect(Object.keys(model.children)).toEqual(['linear1', 'constructor'])
})

test('flatten keeps the order of elements, forward and backward', () => {
  const x = tensor(
    Float64Array.from({ length: 12 }, (_, i) => i),
    { shape: [2, 3, 2], requiresGrad: true },
  )
  const model = sequential(flatten(), linear(6, 1, { bias: false }))
  init(model, key(0), { dtype: 'float64' })
  const weight = model.children['linear1']!.params['weight'] as Tensor
  const out = model.forward(x, train)
  expect(Object.keys(model.params)).toEqual(['linear1'])
  const w = Array.from(weight.readSync())
  const rows = [0, 6].map((from) => w.reduce((total, value, i) => total + (from + i) * value, 0))
  const values = Array.from(out.readSync())
  for (const [i, row] of rows.entries()) expect(values[i]).toBeCloseTo(row, 12)
  expect(Array.from(backward(sum(out), x).readSync())).toEqual([...w, ...w])
})

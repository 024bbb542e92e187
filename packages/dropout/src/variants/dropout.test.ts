import { createPass, init, linear, relu, sequential } from '@thinned/nn'
import { key, uniform } from '@thinned/rng'
import { backward, ones, reference, scope, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropout } from './dropout.ts'

const train = createPass({ mode: 'train', key: key(7), step: 3, steps: 10 })
const evaluate = createPass({ mode: 'evaluate' })

test('bad options are refused with the sentence', () => {
  const wrong = (options: unknown) => () => dropout(options as never)
  expect(wrong({})).toThrow(
    'dropout was given neither keep nor drop; give exactly one, as in dropout({ keep: 0.8 }) or dropout({ drop: 0.2 }).',
  )
  expect(wrong(undefined)).toThrow('dropout was given neither keep nor drop')
  expect(wrong({ keep: 0.5, drop: 0.5 })).toThrow('dropout was given both keep 0.5 and drop 0.5; give exactly one')
  expect(wrong({ keep: 1.5 })).toThrow('dropout was given keep 1.5; keep is a probability, a number in [0, 1]')
  expect(wrong({ drop: -0.1 })).toThrow('dropout was given drop -0.1')
  expect(wrong({ keep: Number.NaN })).toThrow('dropout was given keep NaN')
  expect(wrong({ keep: '0.5' })).toThrow('dropout was given keep "0.5"')
  expect(wrong({ keep: 0.5, share: 'rows' })).toThrow('dropout was given share "rows"')
  expect(wrong({ keep: 0.5, share: 'batch', sharedAxes: [1] })).toThrow('give one of them')
  expect(() => dropout({ keep: () => 2 }).forward(ones([1]), train)).toThrow('dropout was given keep 2')
})

test('keep and drop say the same', () => {
  const x = ones([16, 16])
  expect(dropout({ drop: 0.25 }).forward(x, train).readSync()).toEqual(
    dropout({ keep: 0.75 }).forward(x, train).readSync(),
  )
})

test('a keep that is scheduled is asked at each step, and reported', () => {
  const reports: unknown[] = []
  const pass = createPass({
    mode: 'train',
    key: key(1),
    step: 4,
    steps: 8,
    onReport: (...report) => reports.push(report),
  })
  dropout({ keep: ({ step, steps }) => 1 - step / steps }).forward(ones([2, 2]), pass.at('d'))
  expect(reports).toEqual([['d', 'keep', 0.5]])
})

test('the mask that is shown is the mask that is used, shared axes are equal along', () => {
  const x = ones([4, 3, 5])
  for (const options of [
    { keep: 0.5 },
    { keep: 0.5, sharedAxes: [1] },
    { keep: 0.5, sharedAxes: [-1, 0] },
    { keep: 0.5, share: 'batch' },
  ] as const) {
    const layer = dropout(options)
    const mask = layer.mask(x, train)
    const out = layer.forward(x, train).readSync()
    const [a, b, c] = mask.shape as [number, number, number]
    const bytes = mask.readSync()
    out.forEach((value, i) => {
      const [p, q, r] = [Math.floor(i / 15), Math.floor(i / 5) % 3, i % 5]
      expect(value).toBe(2 * bytes[((p % a) * b + (q % b)) * c + (r % c)]!)
    })
  }
  expect(dropout({ keep: 0.5, share: 'batch' }).mask(x, train).shape).toEqual([1, 3, 5])
  expect(new Set(dropout({ keep: 0.5 }).mask(x, evaluate).readSync())).toEqual(new Set([1]))
})

test('an injected mask is used as it is, and selects', () => {
  const mask = tensor(Uint8Array.of(1, 0, 0, 1), { shape: [4] })
  const x = tensor([1, Number.NaN, Infinity, 3], { requiresGrad: true })
  const layer = dropout({ keep: 0.5, mask })
  const out = layer.forward(x, train)
  expect(out.readSync()).toEqual(Float32Array.of(2, 0, 0, 6))
  expect(backward(sum(out), x).readSync()).toEqual(Float32Array.of(2, 0, 0, 2))
  expect(layer.forward(x, evaluate).readSync()).toEqual(x.readSync())
  expect(() => layer.forward(ones([3]), train)).toThrow('cannot broadcast')
  expect(
    dropout({ keep: 0, mask })
      .forward(ones([4]), train)
      .readSync(),
  ).toEqual(new Float32Array(4))
})

test('the paper’s own form: training masks alone, evaluation multiplies by keep, whatever stands around it', () => {
  const x = tensor([1, 2, 3, Infinity], { shape: [1, 4], requiresGrad: true })
  const mask = tensor(Uint8Array.of(1, 0, 1, 0), { shape: [1, 4] })
  for (const layer of [
    dropout({ keep: 0.25, scale: 'evaluation' }),
    dropout({ drop: 0.75, scale: 'evaluation', mask }),
  ]) {
    const kept = layer.mask(x, train).readSync()
    const out = layer.forward(x, train)
    expect(out.readSync()).toEqual(x.readSync().map((value, i) => (kept[i] ? value : 0)))
    expect(backward(sum(out), x).readSync()).toEqual(Float32Array.from(kept))
    const full = layer.forward(x, evaluate)
    expect(full.readSync()).toEqual(Float32Array.of(0.25, 0.5, 0.75, Infinity))
    expect(backward(sum(full), x).readSync()).toEqual(new Float32Array(4).fill(0.25))
  }
  expect(dropout({ keep: 0, scale: 'evaluation' }).forward(x, evaluate).readSync()).toEqual(new Float32Array(4))
  expect(dropout({ keep: 1, scale: 'evaluation' }).forward(x, evaluate).readSync()).toEqual(x.readSync())
  expect(dropout({ keep: 0.5, scale: 'training' }).options).toEqual({ keep: 0.5 })
  expect(dropout({ keep: 0.5, scale: 'evaluation' }).options).toEqual({ keep: 0.5, scale: 'evaluation' })
  expect(() => dropout({ keep: () => 0.5, scale: 'evaluation' })).toThrow("was given scale 'evaluation' and a schedule")
  expect(() => dropout({ keep: 0.5, scale: 'test' } as never)).toThrow('dropout was given scale "test"')
})

test('the textbook recipe agrees with an injected mask, and goes wrong at its edges', () => {
  const recipe = (u: number, a: number, keep: number) => (a * (u <= keep ? 1 : 0)) / keep
  const draws = uniform(key(5), 1000)
  const values = uniform(key(6), 1000)
  const mask = tensor(Uint8Array.from(draws, (u) => (u < 0.5 ? 1 : 0)))
  const ours = dropout({ keep: 0.5, mask }).forward(tensor(values), train).readSync()
  expect(draws).not.toContain(0.5)
  expect(ours).toEqual(Float32Array.from(draws, (u, i) => recipe(u, values[i]!, 0.5)))
  // At keep 0 a draw of exactly 0 is kept by u <= keep, and everything is divided by 0.
  expect(recipe(0, 1, 0)).toBe(Infinity)
  expect(recipe(0.3, 1, 0)).toBeNaN()
  // A product with the mask lets Inf and NaN through where they are dropped.
  expect(recipe(0.9, Infinity, 0.5)).toBeNaN()
  expect(
    dropout({ keep: 0 })
      .forward(tensor([1, Infinity]), train)
      .readSync(),
  ).toEqual(Float32Array.of(0, 0))
})

test('fused into linear and relu: the same bits as layer by layer, forward and backward, in every mode', () => {
  const model = sequential(
    linear(6, 8),
    relu(),
    dropout({ keep: 0.5 }),
    linear(8, 5),
    dropout({ keep: 0.7 }),
    relu(),
    linear(5, 2),
    relu(),
    dropout({ keep: 0 }),
    linear(2, 3),
    relu(),
    dropout({ keep: 0.5, scale: 'evaluation' }),
  )
  init(model, key(2))
  const x = tensor(uniform(key(3), 60), { shape: [10, 6], requiresGrad: true })
  for (const pass of [train, evaluate, createPass({ mode: 'sample', key: key(8) })]) {
    const results = [
      () => model.forward(x, pass),
      () =>
        Object.entries(model.children).reduce<Tensor>((value, [name, layer]) => layer.forward(value, pass.at(name)), x),
    ].map((forward) => {
      const out = forward()
      return [out.readSync(), backward(sum(out), x).readSync()]
    })
    expect(results[0]).toEqual(results[1])
  }
})

test('no mask is stored: after a forward pass only the output lives', () => {
  const x = tensor(uniform(key(1), 4096), { shape: [64, 64], requiresGrad: true })
  const before = reference.memory()
  const out = dropout({ keep: 0.5 }).forward(x, train)
  expect(reference.memory()).toEqual({ buffers: before.buffers + 1, bytes: before.bytes + 4 * 4096 })
  scope(() => void backward(sum(out), x))
  out.dispose()
  expect(reference.memory()).toEqual(before)
})

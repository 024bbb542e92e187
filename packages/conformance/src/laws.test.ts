import { DropoutError } from '@thinned/dropout'
import { createPass } from '@thinned/nn'
import { fillMask, foldIn, type Key, keepThreshold, key, maskDraw, normal, uniform } from '@thinned/rng'
import { backward, ones, type Shape, sum, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import { variants } from './variants.ts'

/**
 * The laws that every variant of dropout holds, over the variants that lie in the folder. What a variant does otherwise it declares in its
 * facts; nothing here asks for a name.
 *
 * Where chance decides, keys are fixed and a bound is 6 standard deviations wide: a right generator fails one such bound once in 5 · 10^8
 * tries, and this file has fewer than 200, which makes a family-wise rate below 10^-6 for a fresh choice of keys.
 */
const SIGMAS = 6
const KEEPS = [0.1, 0.25, 0.5, 0.8, 0.95]
const train = (k: Key, row = 0) => createPass({ mode: 'train', key: k, row })
const input = (shape: Shape, requiresGrad = false) => ones(shape, { requiresGrad })

describe.each(variants)('$name', ({ make, mean, variance, support }) => {
  test('mean and variance as declared, and values of the declared support', () => {
    const n = 1_000_000
    for (const keep of KEEPS) {
      const layer = make({ keep })
      const noise = Float64Array.from(layer.forward(input([1000, 1000]), train(key(keep * 1000))).readSync())
      const average = noise.reduce((total, value) => total + value, 0) / n
      const spread = noise.reduce((total, value) => total + (value - average) ** 2, 0) / n
      const sd = Math.sqrt(variance(keep))
      expect(Math.abs(average - mean(keep))).toBeLessThan((SIGMAS * sd) / Math.sqrt(n))
      if (support !== 'two-point') continue
      // The variance of (noise − mean)² of a two-point law, from its two values.
      const fourth = keep * (1 / keep - 1) ** 4 + (1 - keep)
      expect(Math.abs(spread - variance(keep))).toBeLessThan(
        (SIGMAS * Math.sqrt(fourth - variance(keep) ** 2)) / Math.sqrt(n) + (SIGMAS ** 2 * variance(keep)) / n,
      )
      expect(new Set(noise)).toEqual(new Set([0, Math.fround(1 / keep)]))
    }
  })

  test('what is dropped is exactly 0, for Inf and NaN too; its gradient is 0, elsewhere 1/keep', () => {
    for (const keep of KEEPS) {
      const layer = make({ keep })
      const special = [Infinity, -Infinity, Number.NaN, 0, 1]
      const x = tensor(
        new Float32Array(5000).map((_, i) => special[i % 5]!),
        { shape: [50, 100], requiresGrad: true },
      )
      const pass = train(key(17))
      const mask = layer.mask(x, pass).readSync()
      const y = layer.forward(x, pass)
      const out = y.readSync()
      const gradient = backward(sum(y), x).readSync()
      const scale = Math.fround(1 / keep)
      mask.forEach((kept, i) => {
        expect(out[i]).toBe(kept ? Math.fround(special[i % 5]! * scale) : 0)
        expect(gradient[i]).toBe(kept ? scale : 0)
      })
      expect(new Set(mask).size).toBe(2)
    }
  })

  test('keep 1 is the identity and keep 0 gives zeros, forward and backward, without a draw', () => {
    const keyless = createPass({ mode: 'train' })
    for (const [keep, values, gradients] of [
      [1, [2, -3, Infinity], [1, 1, 1]],
      [0, [0, 0, 0], [0, 0, 0]],
    ] as const) {
      const x = tensor([2, -3, Infinity], { requiresGrad: true })
      const y = make({ keep }).forward(x, keyless)
      expect([...y.readSync()]).toEqual(values)
      expect([...backward(sum(y), x).readSync()]).toEqual(gradients)
    }
  })

  test('bad options are refused with a sentence', () => {
    for (const wrong of [
      {},
      { keep: 0.5, drop: 0.5 },
      { keep: -0.1 },
      { keep: 1.1 },
      { drop: 2 },
      { keep: Number.NaN },
      { keep: '1' },
      { keep: null },
      { p: 0.5 },
    ]) {
      expect(() => make(wrong as never)).toThrow(DropoutError)
      expect(() => make(wrong as never)).toThrow(/was given .+[;,] .+\.$/)
    }
  })

  test('the same key gives the same mask, another key, layer or step another', () => {
    const [layer, x] = [make({ keep: 0.5 }), input([64, 64])]
    const bytes = (pass: ReturnType<typeof train>) => layer.mask(x, pass).readSync().join('')
    const step = (s: number) => train(foldIn(foldIn(key(1), 'step'), s))
    expect(bytes(step(0).at('a'))).toBe(bytes(step(0).at('a')))
    const others = [
      step(0).at('a'),
      step(0).at('b'),
      step(1).at('a'),
      step(0).at('a', 0),
      step(0).at('a', 1),
      train(key(2)).at('a'),
    ].map(bytes)
    expect(new Set(others).size).toBe(others.length)
  })

  test('rows, columns, layers and steps are independent', () => {
    const n = 256
    const [layer, x] = [make({ keep: 0.5 }), input([n, n])]
    const signs = (pass: ReturnType<typeof train>) =>
      Float64Array.from(layer.mask(x, pass).readSync(), (bit) => 2 * bit - 1)
    const base = signs(train(key(5)).at('dropout1'))
    const correlation = (other: Float64Array, shift: number) => {
      let total = 0
      for (let i = 0; i + shift < base.length; i++) total += base[i]! * other[i + shift]!
      return Math.abs(total) / Math.sqrt(base.length - shift)
    }
    for (const shift of [1, 2, 8, 32, 64, n, 2 * n, 8 * n]) expect(correlation(base, shift)).toBeLessThan(SIGMAS)
    for (const other of [
      train(key(5)).at('dropout2'),
      train(key(6)).at('dropout1'),
      train(foldIn(key(5), 1)).at('dropout1'),
    ]) {
      expect(correlation(signs(other), 0)).toBeLessThan(SIGMAS)
    }
    const [rows, columns] = [new Float64Array(n), new Float64Array(n)]
    base.forEach((sign, i) => {
      rows[Math.floor(i / n)]! += sign
      columns[i % n]! += sign
    })
    for (const total of [...rows, ...columns]) expect(Math.abs(total) / Math.sqrt(n)).toBeLessThan(SIGMAS)
  })

  test('a batch that is cut in two has the same mask', () => {
    const layer = make({ keep: 0.6 })
    const whole = layer.forward(input([10, 33]), train(key(4))).readSync()
    for (const cut of [1, 4, 9]) {
      const top = layer.forward(input([cut, 33]), train(key(4))).readSync()
      const bottom = layer.forward(input([10 - cut, 33]), train(key(4), cut)).readSync()
      expect([...top, ...bottom]).toEqual([...whole])
    }
  })

  test('evaluation is the network without dropout, and draws nothing; sampling thins', () => {
    const [layer, x] = [make({ keep: 0.5 }), tensor(normal(key(1), 60), { shape: [6, 10] })]
    expect(layer.forward(x, createPass({ mode: 'evaluate' })).readSync()).toEqual(x.readSync())
    expect(layer.forward(x, createPass({ mode: 'sample', key: key(2) })).readSync()).toEqual(
      layer.forward(x, train(key(2))).readSync(),
    )
    expect(() => layer.forward(x, createPass({ mode: 'train' }))).toThrow('without a key')
  })

  test('shape and dtype are kept, and empty tensors pass', () => {
    for (const shape of [[], [7], [0], [0, 3], [3, 0], [2, 3, 4, 5]]) {
      for (const dtype of ['float32', 'float64'] as const) {
        const y: Tensor = make({ keep: 0.5 }).forward(ones(shape, { dtype }), train(key(1)))
        expect([y.shape, y.dtype]).toEqual([shape, dtype])
      }
    }
  })

  test('in float64 kept values are multiplied by 1/keep in float64', () => {
    const values = make({ keep: 0.3 })
      .forward(ones([8, 8], { dtype: 'float64' }), train(key(1)))
      .readSync()
    expect(new Set(values)).toEqual(new Set([0, 1 / 0.3]))
  })
})

describe('the generator behind the masks', () => {
  test('keeps with its probability over 10^8 draws', () => {
    const [rows, columns, chunks] = [1000, 10_000, 10]
    const bytes = new Uint8Array(rows * columns)
    const keep = 0.8
    let kept = 0
    for (let chunk = 0; chunk < chunks; chunk++) {
      fillMask(key(8), keepThreshold(keep), rows, columns, bytes, chunk * rows)
      for (let i = 0; i < bytes.length; i++) kept += bytes[i]!
    }
    const n = rows * columns * chunks
    expect(n).toBe(1e8)
    expect(Math.abs(kept - keep * n)).toBeLessThan(SIGMAS * Math.sqrt(n * keep * (1 - keep)))
  }, 60_000)

  test('is exact: keep = draw/2^32 drops an element, and keep = (draw + 1)/2^32 keeps it, at 10^5 random places', () => {
    const places = uniform(key('places'), 400_000)
    const byte = new Uint8Array(1)
    for (let i = 0; i < 100_000; i++) {
      const k = foldIn(key(3), i)
      const row = Math.floor(places[2 * i]! * 2 ** 20)
      const column = Math.floor(places[2 * i + 1]! * 64)
      const draw = maskDraw(k, row, column)
      const line = new Uint8Array(column + 1)
      const keptAt = (keep: number) => {
        fillMask(k, keepThreshold(keep), 1, column + 1, line, row)
        byte[0] = line[column]!
        return byte[0]
      }
      if (keptAt(draw / 2 ** 32) !== 0 || keptAt((draw + 1) / 2 ** 32) !== 1)
        expect.fail(`place ${i}: row ${row}, column ${column}, draw ${draw}`)
    }
  }, 60_000)
})

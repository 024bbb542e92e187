import { conv2d, createPass, init, type Layer, linear, relu } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, ones, randomNormal, reshape, sum, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import { targetedMask } from '../kit/targeted-mask.ts'
import { dropConnect } from './drop-connect.ts'
import { targetedDropout } from './targeted-dropout.ts'

const pass = (step: number) => createPass({ mode: 'train', key: key(step) })
const evaluate = createPass({ mode: 'evaluate' })

/** The weights that a pass uses: what the identity matrix becomes. */
function used(layer: Layer, inputs: number, at = pass(0)): readonly (readonly number[])[] {
  const identity = tensor(
    Float32Array.from({ length: inputs * inputs }, (_, i) => Number(i % (inputs + 1) === 0)),
    {
      shape: [inputs, inputs],
    },
  )
  const y = layer.forward(identity, at)
  const [values, width] = [[...y.readSync()], y.shape[1]!]
  return Array.from({ length: inputs }, (_, row) => values.slice(row * width, (row + 1) * width))
}

describe('what is targeted', () => {
  test('the units of the smallest norm, be the squares of all weights too large or too small', () => {
    for (const size of [1, 1e-30, 1e-44, 1e25, 1e37]) {
      const weight = tensor([
        [4 * size, 1 * size, 0, 3 * size],
        [4 * size, -2 * size, 0, -3 * size],
      ])
      expect([...targetedMask(weight, 0.5, 'units').readSync()], `${size}`).toEqual([0, 1, 1, 0])
      expect([...targetedMask(weight, 0.75, 'units').readSync()], `${size}`).toEqual([0, 1, 1, 1])
    }
  })

  test('of each unit exactly ⌊share · n⌋ weights, the smallest in magnitude, ties by their order', () => {
    for (const n of [1, 2, 7, 100])
      for (const share of [0, 0.1, 0.29, 0.5, 0.75, 0.999, 1]) {
        const weight = randomNormal(key(n), [n, 5])
        const mask = targetedMask(weight, share, 'weights').readSync()
        const values = weight.readSync()
        const count = Math.floor(share * n + 1e-9)
        for (let unit = 0; unit < 5; unit++) {
          const ranked = Array.from({ length: n }, (_, row) => row).sort(
            (a, b) => Math.abs(values[a * 5 + unit]!) - Math.abs(values[b * 5 + unit]!),
          )
          const expected = new Set(ranked.slice(0, count))
          for (let row = 0; row < n; row++) expect(mask[row * 5 + unit]).toBe(Number(expected.has(row)))
        }
      }
    const even = tensor([1, -1, 1, 0.5, -1, 1], { shape: [6, 1] })
    expect([...targetedMask(even, 0.5, 'weights').readSync()]).toEqual([1, 1, 0, 1, 0, 0])
    expect([
      ...targetedMask(
        tensor([
          [1, 2, 1, 2],
          [0, 1, 0, 1],
        ]),
        0.75,
        'units',
      ).readSync(),
    ]).toEqual([1, 1, 1, 0])
  })

  test('the units with the smallest norm, over all axes before the last', () => {
    const weight = tensor([
      [3, 1, 5, 2],
      [4, 1, 0, 6],
    ])
    for (const shape of [
      [2, 4],
      [1, 2, 1, 4],
    ]) {
      const mask = targetedMask(reshape(weight, shape), 0.5, 'units').readSync()
      expect([...mask]).toEqual([1, 1, 0, 0])
    }
  })
})

test('targets are dropped with probability 1 − keep, each by itself, and the others never', () => {
  const layer = targetedDropout(linear(8, 6), { keep: 0.75, targeted: 0.5 })
  init(layer, key(1))
  const { weight } = layer.children['layer']!.params as { weight: Tensor }
  const [targets, whole] = [targetedMask(weight, 0.5, 'weights').readSync(), weight.readSync()]
  const dropped = new Float64Array(48)
  const passes = 400
  for (let step = 0; step < passes; step++)
    used(layer, 8, pass(step))
      .flat()
      .forEach((value, at) => {
        expect([0, whole[at]]).toContain(value)
        dropped[at]! += Number(value === 0)
      })
  // Six deviations of a binomial of 400 and ¼ for each of 24 weights: a false alarm once in 10^7 keys.
  dropped.forEach((times, at) => {
    if (targets[at]) expect(Math.abs(times - passes * 0.25)).toBeLessThan(6 * Math.sqrt(passes * 0.25 * 0.75))
    else expect(times).toBe(0)
  })
})

test('units are dropped whole', () => {
  const layer = targetedDropout(linear(8, 6), { keep: 0.5, targeted: 0.5, of: 'units' })
  init(layer, key(1))
  const counts = new Set<number>()
  for (let step = 0; step < 40; step++) {
    const rows = used(layer, 8, pass(step))
    const gone = rows[0]!.map((_, unit) => rows.every((row) => row[unit] === 0))
    for (const row of rows) expect(row.map((value) => value === 0)).toEqual(gone)
    counts.add(gone.filter(Boolean).length)
  }
  expect([...counts].sort()).toEqual([0, 1, 2, 3])
})

test('evaluation is the full network, or with { prune } the network without all targets', () => {
  const [full, bare] = [false, true].map((prune) => targetedDropout(linear(10, 4), { keep: 0.5, targeted: 0.3, prune }))
  for (const layer of [full!, bare!]) init(layer, key(1))
  const { weight } = full!.children['layer']!.params as { weight: Tensor }
  expect(used(full!, 10, evaluate).flat()).toEqual([...weight.readSync()])
  const left = used(bare!, 10, evaluate)
  for (let unit = 0; unit < 4; unit++) expect(left.filter((row) => row[unit] === 0)).toHaveLength(3)
})

test('of all weights it is dropConnect for the batch, unscaled', () => {
  const targeted = targetedDropout(linear(8, 6), { keep: 0.5, targeted: 1 })
  const connect = dropConnect(linear(8, 6), { keep: 0.5, share: 'batch' })
  for (const layer of [targeted, connect]) init(layer, key(1))
  expect(used(targeted, 8).flat()).toEqual(used(connect, 8).flatMap((row) => row.map((value) => value / 2)))
})

test('what is dropped has a gradient of 0, and what is kept its own', () => {
  const layer = targetedDropout(linear(8, 6), { keep: 0.5, targeted: 1 })
  init(layer, key(1))
  const { weight } = layer.children['layer']!.params as { weight: Tensor }
  const gradient = backward(sum(layer.forward(ones([2, 8]), pass(3))), weight).readSync()
  const left = used(layer, 8, pass(3)).flat()
  expect([...gradient]).toEqual(left.map((value) => (value === 0 ? 0 : 2)))
  expect(new Set(gradient)).toEqual(new Set([0, 2]))
})

test('the share may be a schedule, and filters of a convolution are units', () => {
  const layer = targetedDropout(conv2d(1, 4, { kernel: 3 }), { keep: 0, targeted: ({ step }) => step / 4, of: 'units' })
  init(layer, key(1))
  for (const step of [0, 1, 4]) {
    const y = layer.forward(ones([1, 3, 3, 1]), createPass({ mode: 'train', step }))
    expect([...y.readSync()].filter((value) => value === 0)).toHaveLength(step)
  }
})

test('what makes no sense is refused', () => {
  const wrong: [() => unknown, string][] = [
    [() => targetedDropout(linear(2, 2), { keep: 0.5, targeted: 1.5 }), 'targetedDropout was given targeted 1.5'],
    [() => targetedDropout(linear(2, 2), { keep: 0.5, of: 'rows' as 'units' }), "it takes 'weights' or 'units'"],
    [() => targetedDropout(relu(), { keep: 0.5 }), 'targetedDropout was given a relu with no weights'],
  ]
  for (const [attempt, sentence] of wrong) expect(attempt).toThrow(sentence)
  const layer = targetedDropout(linear(2, 2), { keep: 0.5, targeted: () => -1 })
  init(layer, key(1))
  expect(() => layer.forward(ones([1, 2]), pass(0))).toThrow('targetedDropout was given targeted -1')
})

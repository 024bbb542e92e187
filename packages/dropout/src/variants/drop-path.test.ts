import { createPass, init, linear, relu, residual, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { backward, ones, randomNormal, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { dropPath } from './drop-path.ts'
import { dropout } from './dropout.ts'

const train = createPass({ mode: 'train', key: key(7) })
const evaluate = createPass({ mode: 'evaluate' })

test('an example has its branch whole or not at all, whatever the rank', () => {
  for (const shape of [
    [400, 3],
    [400, 2, 3],
    [400, 2, 2, 3],
  ]) {
    const x = randomNormal(key(1), shape)
    const out = dropPath({ keep: 0.75 }).forward(x, train).readSync()
    const [size, given] = [x.size / 400, x.readSync()]
    let kept = 0
    for (let example = 0; example < 400; example++) {
      const [from, to] = [example * size, (example + 1) * size]
      const branch = out.slice(from, to)
      if (branch.some((value) => value !== 0)) {
        kept++
        expect(branch).toEqual(given.slice(from, to).map((value) => Math.fround(value * Math.fround(1 / 0.75))))
      }
    }
    // A false alarm in 10^4.5 keys: 4.2 deviations of √(400 · 0.75 · 0.25).
    expect(Math.abs(kept - 300)).toBeLessThan(37)
  }
})

test('the draw of an example is that of dropout on [batch, 1]', () => {
  const paths = dropPath({ keep: 0.5 })
    .forward(ones([64, 5]), train)
    .readSync()
  const single = [
    ...dropout({ keep: 0.5 })
      .forward(ones([64, 1]), train)
      .readSync(),
  ]
  expect(paths).toEqual(Float32Array.from(single.flatMap((value) => new Array(5).fill(value))))
})

test('for the batch together all examples keep it or all go without', () => {
  const seen = new Set<number>()
  for (let step = 0; step < 40; step++) {
    const out = new Set(
      dropPath({ keep: 0.5, share: 'batch' })
        .forward(ones([8, 3]), train.at(step))
        .readSync(),
    )
    expect(out.size).toBe(1)
    seen.add([...out][0]!)
  }
  expect([...seen].sort()).toEqual([0, 2])
})

test('last in a residual it leaves what passes by, and no gradient reaches the branch of a dropped example', () => {
  const block = residual(linear(3, 3), relu(), linear(3, 3), dropPath({ keep: 0.5 }))
  init(block, key(3))
  const x = randomNormal(key(2), [16, 3])
  const full = block.forward(x, evaluate).readSync()
  const out = block.forward(x, train).readSync()
  const mask = dropPath({ keep: 0.5 }).mask(x, train.at('dropPath1')).readSync()
  const given = x.readSync()
  expect(new Set(mask)).toEqual(new Set([0, 1]))
  out.forEach((value, i) => {
    if (mask[Math.floor(i / 3)]) expect(value).toBeCloseTo(given[i]! + 2 * (full[i]! - given[i]!), 5)
    else expect(value).toBe(given[i])
  })
  const gone = residual(linear(3, 3), dropPath({ keep: 0 }))
  init(gone, key(3))
  const { linear1 } = gone.params as { linear1: { weight: Tensor } }
  expect(new Set(backward(sum(gone.forward(x, train)), linear1.weight).readSync())).toEqual(new Set([0]))
})

test('in a residual of one branch it is dropout shared over all axes but the batch', () => {
  const chain = sequential(linear(3, 3), dropPath({ keep: 0.5, name: 'drop' }))
  const same = sequential(linear(3, 3), dropout({ keep: 0.5, sharedAxes: [1], name: 'drop' }))
  for (const model of [chain, same]) init(model, key(3))
  const x = randomNormal(key(2), [16, 3])
  expect(chain.forward(x, train).readSync()).toEqual(same.forward(x, train).readSync())
})

test('a mask of one’s own says which examples keep the branch', () => {
  const mask = tensor([1, 0], { shape: [2, 1], dtype: 'uint8' })
  expect([
    ...dropPath({ keep: 0.5, mask })
      .forward(ones([2, 2]), train)
      .readSync(),
  ]).toEqual([2, 2, 0, 0])
})

test('what has no axis after the batch is refused, and so is another share', () => {
  expect(() => dropPath({ keep: 0.5 }).forward(ones([3]), train)).toThrow(
    'dropPath takes [batch, …] with an axis after the batch, but was given [3].',
  )
  expect(() => dropPath({ keep: 0.5, share: 'row' as 'batch' })).toThrow('dropPath was given share "row"')
})

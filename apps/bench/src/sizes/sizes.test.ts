import { reference } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { quickPlan } from '../measure/plan.ts'
import { measureSizes } from './sizes.ts'
import { sizesTable } from './sizes-command.ts'

test('a step is timed for each network and batch size, and nothing is left behind', async () => {
  const before = reference.memory().buffers
  const plan = { ...quickPlan, shortest: 1, warmUp: 1, warmUpOfShort: 1 }
  const rows = await measureSizes([2], [1, 3], [reference, reference], plan)
  expect(rows.map(({ units, batchSize, milliseconds }) => [units, batchSize, milliseconds.length])).toEqual([
    [2, 1, 2],
    [2, 3, 2],
  ])
  expect(reference.memory().buffers).toBe(before)
})

test('a line for each network, a column for each batch size', () => {
  const rows = [
    { units: 8, batchSize: 32, milliseconds: [1, 2] },
    { units: 8, batchSize: 64, milliseconds: [3, 5.55] },
  ]
  expect(sizesTable(rows, 2).split('\n')).toEqual([
    '| network    |    batch 32 |    batch 64 |',
    '| ---------- | ----------: | ----------: |',
    '| 784-8-8-10 | 1.00 / 2.00 | 3.00 / 5.55 |',
    '',
    'Milliseconds of a step, on 2 threads / on one.',
  ])
})

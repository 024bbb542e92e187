import { expect, test } from 'vitest'
import { dropoutShapes, shapeOfMatmul } from '../shapes.ts'
import { workloads } from '../workloads/index.ts'
import { selectWorkloads } from './select-workloads.ts'
import { UsageError } from './usage-error.ts'

const names = (asked: string[], quick = false) => selectWorkloads(workloads, asked, quick).map(({ name }) => name)

test('every workload has a name of its own, and its limits are workloads with its unit', () => {
  expect(new Set(workloads.map(({ name }) => name)).size).toBe(workloads.length)
  for (const { limits, unit } of workloads)
    for (const limit of limits) expect(workloads.find(({ name }) => name === limit)?.unit).toBe(unit)
})

test('the workloads of the issue are there', () => {
  const asked =
    'matmul-1024 dropout-512KB dropout-64MB mlp mlp-plain mlp-dense-input small conv mc-100 uniform-16M lstm fit start import memory bundle limit-128 limit-256'
  for (const name of asked.split(' ')) expect(workloads.map((workload) => workload.name)).toContain(name)
})

test('a name stands for itself, a beginning for its family, and limits come along', () => {
  expect(names(['mlp'])).toEqual(['mlp'])
  expect(names(['dropout-512KB'])).toEqual(['limit-copy-512KB', 'limit-scale-512KB', 'dropout-512KB'])
  expect(names(['mlp', 'small'])).toEqual(['mlp', 'small'])
  expect(names(['limit-copy'])).toEqual(['limit-copy-512KB', 'limit-copy-64MB'])
  expect(names([])).toEqual(workloads.map(({ name }) => name))
})

test('a quick run leaves out what is long, unless it is named', () => {
  expect(names(['dropout'], true)).toEqual(['limit-copy-512KB', 'limit-scale-512KB', 'dropout-512KB'])
  expect(names(['dropout-64MB'], true)).toContain('dropout-64MB')
  expect(names([], true)).not.toContain('matmul-512')
  expect(names([], true)).toContain('conv')
})

test('a workload that is not there is refused with those that are', () => {
  expect(() => names(['mpl'])).toThrow(UsageError)
  expect(() => names(['mpl'])).toThrow(/there is no workload "mpl"; there are .*mlp/)
  expect(() => names([''])).toThrow('there is no workload ""')
})

test('the shape of a product is in its name', () => {
  expect(shapeOfMatmul('matmul-512')).toEqual({ rows: 512, inner: 512, columns: 512, transposed: undefined })
  expect(shapeOfMatmul('matmul-1024x128x512-at')).toEqual({ rows: 1024, inner: 128, columns: 512, transposed: 'a' })
  expect(shapeOfMatmul('matmul-2x3x4-bt').transposed).toBe('b')
  expect(() => shapeOfMatmul('mlp')).toThrow('mlp does not tell a shape')
})

test('dropout is applied to as many bytes as its workloads say', () => {
  const bytes = Object.fromEntries(
    Object.entries(dropoutShapes).map(([name, [rows, columns]]) => [name, 4 * rows * columns]),
  )
  expect(bytes).toEqual({ '512KB': 2 ** 19, '64MB': 2 ** 26 })
})

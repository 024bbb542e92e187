import { key } from '@thinned/rng'
import { backward, mul, reference, sum, type Tensor, tensor } from '@thinned/tensor'
import { describe, expect, test } from 'vitest'
import { createPass, init, type Layer } from '../src/index.ts'
import * as norms from '../src/layers/normalization.ts'

// Every norm of the file in float32 against its definition in float64, on groups of extremes: the value against the definition, the gradient against
// that of the layer itself in float64, where no square of these numbers overflows.

const EPSILON = 1e-5
const GROUPS = [0, 1e-45, 1e-38, 1e-20, 1e-3, 1, 1e5, 1e18, 3e19, 1e30, 3.4e38].map(Math.fround).flatMap((size) => [
  [size, -size, size / 2, 0],
  [size, size, size, size],
  [size, 0, 0, 0],
  [size, 1, -1, 2],
  [-size, -size, size, -size],
])

type Norm = Layer<'any', 'any'>
/** A layer for four values of a group, and the shape in which each row of GROUPS is one: of batchNorm a column. */
const layers: Readonly<Record<string, () => Norm>> = {
  layerNorm: () => norms.layerNorm(4, { epsilon: EPSILON }) as unknown as Norm,
  groupNorm: () => norms.groupNorm(4, 1, { epsilon: EPSILON }) as unknown as Norm,
  batchNorm: () => norms.batchNorm(GROUPS.length, { epsilon: EPSILON }) as unknown as Norm,
}

const columns = (rows: readonly (readonly number[])[]): number[][] => rows[0]!.map((_, i) => rows.map((row) => row[i]!))
const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length

function exact(group: readonly number[]): number[] {
  const middle = mean(group)
  const variance = mean(group.map((value) => (value - middle) ** 2))
  return group.map((value) => (value - middle) / Math.sqrt(variance + EPSILON))
}

test('every norm of the file is here', () => {
  expect(Object.keys(layers).sort()).toEqual(Object.keys(norms).sort())
})

describe.each(Object.entries(layers))('%s', (name, make) => {
  const asRows = name === 'batchNorm' ? columns : (rows: readonly (readonly number[])[]) => rows.map((row) => [...row])
  const run = (dtype: 'float32' | 'float64', syncRead = true) => {
    const layer = make()
    const backend = { ...reference, syncRead }
    init(layer, key(1), { dtype, backend })
    const weights = tensor(asRows(GROUPS.map(() => [1, -2, 0.5, 3])), { dtype, backend })
    const x = tensor(asRows(GROUPS), { dtype, requiresGrad: true, backend })
    const states: Record<string, Tensor>[] = []
    const pass = createPass({
      mode: 'train',
      onReport: (_, __, value) => void states.push(value as (typeof states)[0]),
    })
    const y = layer.forward(x, pass)
    const gradient = backward(sum(mul(y, weights)), x)
    const read = ({ view, shape }: Tensor): number[][] => {
      const values = [...reference.readSync!(view.storage)]
      return asRows(Array.from({ length: shape[0]! }, (_, row) => values.slice(row * shape[1]!, (row + 1) * shape[1]!)))
    }
    return { y: read(y), gradient: read(gradient), states }
  }

  test('it agrees with its definition in float64 at extremes, with synchronous reads and without', () => {
    const own = run('float64')
    for (const found of [run('float32'), run('float32', false)])
      for (const [i, group] of GROUPS.entries()) {
        const size = Math.max(...own.gradient[i]!.map(Math.abs))
        const seen = JSON.stringify({
          group,
          found: found.y[i],
          exact: exact(group),
          slopes: [found.gradient[i], own.gradient[i]],
        })
        for (const [at, value] of exact(group).entries()) {
          expect(Math.abs(found.y[i]![at]! - value), seen).toBeLessThanOrEqual(2e-6 + 2e-6 * Math.abs(value))
          const slopeError = Math.abs(found.gradient[i]![at]! - own.gradient[i]![at]!)
          expect(slopeError, seen).toBeLessThanOrEqual(1e-5 * size + 1e-44)
        }
      }
  })
})

test('batchNorm reports the statistics where float32 holds them, Infinity where it does not', () => {
  const layer = norms.batchNorm(2)
  init(layer, key(1))
  const values = tensor(Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? [1e18, 1e20] : [-1e18, -1e20])))
  let state: Record<string, ArrayLike<number>> = {}
  const onReport = (_path: string, kind: string, value: unknown) => {
    if (kind !== 'state') return
    const entries = Object.entries(value as Record<string, Tensor>)
    state = Object.fromEntries(entries.map(([name, each]) => [name, each.readSync()]))
  }
  layer.forward(values, createPass({ mode: 'train', onReport }))
  expect(state['mean']).toEqual(new Float32Array(2))
  expect([state['variance']![0]! / 1e35, state['variance']![1]]).toEqual([expect.closeTo(1000 / 999, 5), Infinity])
})

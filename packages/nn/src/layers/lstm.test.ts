import { key, normal } from '@thinned/rng'
import { add, backward, mul, reference, scope, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { init } from '../init.ts'
import { type Layer, plainLayer } from '../layer.ts'
import { createPass } from '../pass.ts'
import { flattenParams } from '../tree.ts'
import { lstm } from './lstm.ts'

/** A layer in a slot lets the cell run op by op. */
const same: Layer<'any', 'same'> = {
  ...(plainLayer('same', undefined) as Layer<'any', 'same'>),
  outputShape: (input) => input,
  forward: (x) => x,
}

const square = (x: Tensor): Tensor => mul(x, x)

test.each([
  ['outputs', ({ outputs }) => sum(square(outputs))],
  ['cell state', ({ state }) => sum(square(state.cell))],
  ['both', ({ outputs, state }) => add(sum(square(outputs)), sum(square(state.cell)))],
] as readonly [string, (run: { outputs: Tensor; state: { cell: Tensor } }) => Tensor][])(
  'the fused cell has the bits of its ops, with a loss of the %s',
  (_, lossOf) => {
    const before = reference.memory().buffers
    const values = [{}, { candidate: same }].map((options) =>
      scope(() => {
        const layer = lstm(3, 5, options)
        init(layer, key(1))
        const x = tensor(normal(key(2), 4 * 6 * 3), { shape: [4, 6, 3], requiresGrad: true })
        const run = layer.run(x, createPass({ mode: 'evaluate' }))
        const gradients = backward(lossOf(run), { ...flattenParams(layer.params), x })
        const results = [run.outputs, run.state.cell, ...Object.values(gradients)].map((result) => result.readSync())
        for (const parameter of Object.values(flattenParams(layer.params))) parameter.dispose()
        return results
      }),
    )
    expect(values[0]).toEqual(values[1])
    expect(reference.memory().buffers).toBe(before)
  },
)

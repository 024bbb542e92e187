import { key } from '@thinned/rng'
import { backward, mul, reshape, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import expected from '../fixtures/windows.json' with { type: 'json' }
import {
  averagePool2d,
  averagePool3d,
  conv1d,
  conv2d,
  conv3d,
  createPass,
  flattenParams,
  globalAveragePool,
  globalMaxPool,
  init,
  type Layer,
  mapParams,
  maxPool1d,
  maxPool3d,
  relu,
  sequential,
} from '../src/index.ts'
import { expectClose } from './expect-close.ts'

const nets: Readonly<Record<string, Layer>> = {
  sequences: sequential(
    conv1d(2, 4, { kernel: 3, dilation: 2, padding: 2 }),
    relu(),
    maxPool1d(2),
    conv1d(4, 4, { kernel: 2, groups: 4 }),
    globalMaxPool(),
  ),
  images: sequential(
    conv2d(2, 4, { kernel: [3, 2], stride: [1, 2], padding: [1, 0], groups: 2 }),
    relu(),
    averagePool2d(2),
    conv2d(4, 3, { kernel: 1 }),
    globalAveragePool(),
  ),
  volumes: sequential(
    conv3d(1, 2, { kernel: 2, padding: 1 }),
    relu(),
    maxPool3d(2),
    conv3d(2, 2, { kernel: [1, 2, 1], dilation: [1, 2, 1], bias: false }),
    averagePool3d([2, 1, 2], { stride: 1 }),
    globalAveragePool(),
  ),
}

test.each(Object.entries(expected))('a net of %s agrees with PyTorch in value and gradients', (name, net) => {
  const model = nets[name]!
  init(model, key(0), { dtype: 'float64' })
  const leafOf = (values: readonly number[], shape: readonly number[]): Tensor =>
    tensor(values, { shape, dtype: 'float64', requiresGrad: true })
  const params = mapParams(model.params, ({ shape }, path) =>
    leafOf((net.params as Record<string, number[]>)[path]!, shape),
  )
  const x = leafOf(net.x, net.shape)
  const y = model.forward(x, createPass({ mode: 'evaluate' }), params)
  expectClose(y.readSync(), net.y)
  const weights = tensor(
    Array.from({ length: y.size }, (_, i) => i + 1),
    { dtype: 'float64' },
  )
  const leaves: Record<string, Tensor> = { x, ...flattenParams(params) }
  const gradients = backward(sum(mul(reshape(y, [-1]), weights)), leaves)
  expect(Object.keys(gradients).sort()).toEqual(Object.keys(net.gradients).sort())
  for (const [path, numbers] of Object.entries(net.gradients)) expectClose(gradients[path]!.readSync(), numbers)
})

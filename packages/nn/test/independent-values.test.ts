import { backward, mul, reshape, sum, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import expected from '../fixtures/activations.json' with { type: 'json' }
import * as nn from '../src/index.ts'
import { expectClose } from './expect-close.ts'

const pass = nn.createPass({ mode: 'evaluate' })
const layers = {
  gelu: nn.gelu(),
  silu: nn.silu(),
  softplus: nn.softplus(),
  leakyRelu: nn.leakyRelu(),
  elu: nn.elu(),
  selu: nn.selu(),
  tanh: nn.tanh(),
  sigmoid: nn.sigmoid(),
  softmax: nn.softmax(),
}
const { mse, mae, huber, binaryCrossEntropy } = nn.losses
const losses = { mse, mae, huber, binaryCrossEntropy }

/** As the script that made the numbers: y, and the gradient of Σ i·yᵢ for i from 1. */
function run(of: (x: Tensor) => Tensor): { y: ArrayLike<number>; gradient: ArrayLike<number> } {
  const x = tensor(expected.x, { dtype: 'float64', requiresGrad: true })
  const y = of(x)
  const weights = tensor(
    Array.from({ length: y.size }, (_, i) => i + 1),
    { dtype: 'float64' },
  )
  return { y: y.readSync(), gradient: backward(sum(mul(reshape(y, [-1]), weights)), x).readSync() }
}

test.each(Object.entries(layers))('%s agrees with PyTorch in value and gradient', (name, layer) => {
  const { y, gradient } = run((x) => layer.forward(x, pass))
  const { y: values, gradient: derivatives } = expected.activations[name as keyof typeof layers]
  expectClose(y, values)
  expectClose(gradient, derivatives)
})

test.each(Object.entries(losses))('%s agrees with PyTorch in value and gradient', (name, loss) => {
  const targets = tensor(expected.targets, { dtype: 'float64' })
  const { y, gradient } = run((x) => loss(x, targets))
  const { y: values, gradient: derivatives } = expected.losses[name as keyof typeof losses]
  expectClose(y, values)
  expectClose(gradient, derivatives)
})

test('settings that cannot be are refused', () => {
  expect(() => nn.leakyRelu({ slope: Number.NaN })).toThrow('slope NaN')
  expect(() => nn.elu({ alpha: -1 })).toThrow('alpha -1')
  expect(() => huber(tensor([1]), tensor([1]), { delta: 0 })).toThrow('delta 0')
  for (const loss of Object.values(losses)) {
    expect(() => loss(tensor([1, 2]), tensor([1]))).toThrow('one shape')
    expect(() => loss(tensor(new Float32Array(0)), tensor(new Float32Array(0)))).toThrow('no elements')
  }
})

// The browser program whose size is measured: it trains the MLP with dropout, with the smallest imports that can.
import {
  add,
  dropout,
  losses,
  MomentumOptimizer,
  matMul,
  oneHot,
  randomNormal,
  ready,
  relu,
  setBackend,
  tensor,
  tensor1d,
  variable,
  zeros,
} from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-wasm'

export async function train(images, labels) {
  await setBackend('wasm')
  await ready()
  const widths = [784, 1024, 1024, 1024, 10]
  const weights = widths
    .slice(1)
    .flatMap((width, i) => [
      variable(randomNormal([widths[i], width], 0, Math.sqrt(2 / widths[i]))),
      variable(zeros([width])),
    ])
  const x = tensor(images, [labels.length, 784])
  const y = oneHot(tensor1d(labels, 'int32'), 10)
  const optimizer = new MomentumOptimizer(0.01, 0.9)
  const loss = () => {
    let value = dropout(x, 0.2)
    for (let i = 0; i < weights.length; i += 2) {
      value = add(matMul(value, weights[i]), weights[i + 1])
      if (i < weights.length - 2) value = dropout(relu(value), 0.5)
    }
    return losses.softmaxCrossEntropy(y, value)
  }
  const history = []
  for (let epoch = 0; epoch < 10; epoch++) {
    const value = optimizer.minimize(loss, true, weights)
    history.push((await value.data())[0])
    value.dispose()
  }
  return history
}

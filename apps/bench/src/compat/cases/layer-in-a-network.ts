import { dropout } from '@thinned/dropout'
import { type Layer, linear, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { fit, predict, sgd } from '@thinned/train'
import { type CompatCase, isText, type Value } from '../compat-case.ts'

export const layerInANetwork: CompatCase = {
  name: 'layer-in-a-network',
  title: 'A network with dropout trains and predicts',
  library: 'brain.js',
  asked:
    'new FeedForward({ … }) of one hidden layer, without dropout and with layer.dropout(x, { probability: 0.2 }): train one example for one iteration, then run, on the processor',
  right: 'a prediction from both',
  holds: (values) => ['without dropout', 'with dropout'].every((network) => !isText(values[network])),
  async thinned() {
    return {
      'without dropout': await predictionOf(sequential(linear(2, 8), linear(8, 1))),
      'with dropout': await predictionOf(sequential(linear(2, 8), dropout({ drop: 0.2 }), linear(8, 1))),
    }
  },
}

const example = {
  name: 'one',
  inputs: { data: Float32Array.of(0, 1), shape: [1, 2] },
  targets: { data: Float32Array.of(1), shape: [1, 1] },
}

async function predictionOf(model: Layer<2, 1>): Promise<Value> {
  await fit(model, {
    data: { train: example },
    loss: 'mse',
    epochs: 1,
    batchSize: 1,
    optimizer: sgd({ learningRate: 0.01 }),
    key: key(1),
  })
  return Array.from((await predict(model, example.inputs, { task: 'regression' })).mean.data)
}

import { dropout, fit, key, linear, relu, sequential, sgd } from 'thinned'

/** The browser program whose size is measured: it trains the MLP with dropout on the fastest backend there. */
export async function train(images: Float32Array, labels: Int32Array): Promise<readonly number[]> {
  const model = sequential(
    dropout({ keep: 0.8 }),
    linear(784, 1024),
    relu(),
    dropout({ keep: 0.5 }),
    linear(1024, 1024),
    relu(),
    dropout({ keep: 0.5 }),
    linear(1024, 1024),
    relu(),
    dropout({ keep: 0.5 }),
    linear(1024, 10),
  )
  const inputs = { data: images, shape: [labels.length, 784] }
  const train = { name: 'images', inputs, targets: { data: labels, shape: [labels.length] }, classes: 10 }
  const { history } = await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: 10,
    batchSize: 128,
    optimizer: sgd({ learningRate: 0.01, momentum: 0.9 }),
    key: key(0),
  })
  return history.map(({ loss }) => loss)
}

// The browser program whose size is measured: it trains the MLP with dropout on the wasm device.
import { defaultDevice, init, jit, nn, numpy as np, random, tree, valueAndGrad } from '@jax-js/jax'

function dropout(key, x, keep) {
  return np.where(random.bernoulli(key, keep, x.shape), x.mul(1 / keep), 0)
}

export async function train(images, labels) {
  await init('wasm')
  defaultDevice('wasm')
  const widths = [784, 1024, 1024, 1024, 10]
  let key = random.key(0)
  let weights = widths.slice(1).map((width, i) => ({
    weight: random.normal(random.key(i), [widths[i], width]).mul(Math.sqrt(2 / widths[i])),
    bias: np.zeros([width]),
  }))
  let velocities = tree.map((weight) => np.zeros(weight.shape), tree.ref(weights))
  const x = np.array(images, { shape: [labels.length, 784] })
  const y = nn.oneHot(np.array(labels), 10)
  const forward = (weights, x, key) => {
    const keys = random.split(key, 4)
    let value = dropout(keys.ref.slice(0), x, 0.8)
    weights.forEach(({ weight, bias }, i) => {
      value = np.dot(value, weight).add(bias)
      if (i < 3) value = dropout(keys.ref.slice(i + 1), nn.relu(value), 0.5)
    })
    keys.dispose()
    return value
  }
  const step = jit((weights, velocities, key, x, y) => {
    const keys = random.split(key, 2)
    const loss = (weights) =>
      nn
        .logSoftmax(forward(weights, x, keys.ref.slice(0)))
        .mul(y)
        .sum()
        .mul(-1 / labels.length)
    const [value, gradients] = valueAndGrad(loss)(tree.ref(weights))
    const next = tree.map((v, g) => v.mul(0.9).add(g), velocities, gradients)
    return [tree.map((w, v) => w.sub(v.mul(0.01)), weights, tree.ref(next)), next, keys.slice(1), value]
  })
  const history = []
  for (let epoch = 0; epoch < 10; epoch++) {
    let loss
    ;[weights, velocities, key, loss] = step(weights, velocities, key, x.ref, y.ref)
    history.push((await loss.data())[0])
  }
  return history
}

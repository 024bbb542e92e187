// Prints the milliseconds until the first training step of 784-256-256-10 is done, under jit, on the wasm device.
const began = performance.now()
const {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  nn,
  numpy: np,
  random,
  tree,
  valueAndGrad,
} = await import('@jax-js/jax')
await init('wasm')
defaultDevice('wasm')

const [SIZE, WIDTHS] = [32, [784, 256, 256, 10]]
const images = Float32Array.from({ length: SIZE * WIDTHS[0] }, (_, i) => (i % 5 === 0 ? (i % 256) / 255 : 0))
const x = np.array(images, { shape: [SIZE, WIDTHS[0]] })
const y = nn.oneHot(np.array(Int32Array.from({ length: SIZE }, (_, i) => i % 10)), 10)
const weights = WIDTHS.slice(1).map((width, i) => ({
  weight: random.normal(random.key(i), [WIDTHS[i], width]).mul(Math.sqrt(2 / WIDTHS[i])),
  bias: np.zeros([width]),
}))
const dropout = (key, value, keep) => np.where(random.bernoulli(key, keep, value.shape), value.mul(1 / keep), 0)
const update = jit((weights, key, x, y) => {
  const loss = (weights) => {
    const keys = random.split(key, weights.length)
    let value = x
    weights.forEach(({ weight, bias }, i) => {
      value = dropout(keys.ref.slice(i), value, i === 0 ? 0.8 : 0.5)
      value = np.dot(value, weight).add(bias)
      if (i < weights.length - 1) value = nn.relu(value)
    })
    keys.dispose()
    return nn
      .logSoftmax(value)
      .mul(y)
      .sum()
      .mul(-1 / SIZE)
  }
  const [value, gradients] = valueAndGrad(loss)(tree.ref(weights))
  return [tree.map((w, g) => w.sub(g.mul(0.02)), weights, gradients), value]
})
const [moved, loss] = update(weights, random.key(9), x, y)
await blockUntilReady(moved)
await loss.data()
console.log(performance.now() - began)
process.exit()

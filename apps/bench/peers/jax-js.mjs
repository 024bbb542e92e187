// The process of jax-js on its wasm device. Argument: threads.
import { timesOf } from '../src/protocol/answer.ts'
import { serve } from '../src/protocol/serve.ts'
import {
  CONV,
  CONV_BATCH,
  CONV_KEEP,
  dropoutShapes,
  KEEP,
  MLP,
  MLP_BATCH,
  OPTIMIZER,
  SAMPLES,
  SMALL,
  SMALL_BATCH,
  shapeOfMatmul,
  UNIFORMS,
} from '../src/shapes.ts'
import { workloads } from '../src/workloads/index.ts'
import { digitBatch, randomNumbers } from './digits.mjs'
import { giveJaxJsThreads } from './jax-js-threads.mjs'
import { versionOf } from './version.mjs'

const threads = Number(process.argv[2])
if (threads > 1) giveJaxJsThreads(threads)
const {
  blockUntilReady,
  defaultDevice,
  init,
  jit,
  lax,
  nn,
  numpy: np,
  random,
  tree,
  valueAndGrad,
  vjp,
} = await import('@jax-js/jax')
await init('wasm')
defaultDevice('wasm')

// Arrays are counted by handles: a function consumes its arguments, and `.ref` makes another handle.
const families = {
  matmul(name) {
    const { rows, inner, columns, transposed } = shapeOfMatmul(name)
    const a = array(transposed === 'a' ? [inner, rows] : [rows, inner])
    const b = array(transposed === 'b' ? [columns, inner] : [inner, columns])
    const multiply = jit((a, b) =>
      np.matmul(transposed === 'a' ? np.transpose(a) : a, transposed === 'b' ? np.transpose(b) : b),
    )
    return timesOf(() => finish(multiply(a.ref, b.ref)), { free: () => tree.dispose([a, b]) })
  },
  dropout(name) {
    const [, size, backward] = name.split('-')
    const [x, gradient] = [array(dropoutShapes[size]), array(dropoutShapes[size])]
    const forward = jit((key, x) => dropout(key, x, KEEP.hidden))
    const both = jit((key, x, gradient) => {
      const [y, back] = vjp((x) => dropout(key, x, KEEP.hidden), [x])
      return [y, back(gradient)[0]]
    })
    const key = random.key(1)
    const once = () => finish(backward ? both(key.ref, x.ref, gradient.ref) : forward(key.ref, x.ref))
    return timesOf(once, {
      note: 'dropout by hand, as there is none; the same key each time',
      free: () => tree.dispose([x, gradient, key]),
    })
  },
  async mlp(name, { read }) {
    const { images, labels } = await digitBatch(read, MLP_BATCH)
    const shape = [MLP_BATCH, MLP[0]]
    const x = name === 'mlp-dense-input' ? array(shape) : np.array(images, { shape })
    return training(makeWeights(MLP), x, labels, (weights, x, key) => forward(weights, x, key, name !== 'mlp-plain'))
  },
  small() {
    const labels = Int32Array.from({ length: SMALL_BATCH }, (_, i) => i % SMALL.at(-1))
    const x = array([SMALL_BATCH, SMALL[0]])
    return training(makeWeights(SMALL), x, labels, (weights, x, key) => forward(weights, x, key, true))
  },
  async conv(_name, { read }) {
    const size = threads > 1 ? CONV_BATCH : CONV_BATCH / 4
    const { images, labels } = await digitBatch(read, size)
    const x = np.array(images, { shape: [size, 1, CONV.side, CONV.side] })
    return { ...training(makeConvWeights(), x, labels, convForward), share: size / CONV_BATCH }
  },
  async mc(_name, { read }) {
    const x = np.array((await digitBatch(read, MLP_BATCH)).images, { shape: [MLP_BATCH, MLP[0]] })
    const weights = makeWeights(MLP)
    const pass = jit((weights, x, key, sum) => {
      const keys = random.split(key, 2)
      return [nn.softmax(forward(weights, x, keys.ref.slice(0), true)).add(sum), keys.slice(1)]
    })
    const passes = async () => {
      let [sum, key] = [np.zeros([MLP_BATCH, MLP.at(-1)]), random.key(4)]
      for (let i = 0; i < SAMPLES; i++) [sum, key] = pass(tree.ref(weights), x.ref, key, sum)
      key.dispose()
      await finish(sum.mul(1 / SAMPLES))
    }
    return timesOf(passes, { free: () => tree.dispose([x, weights]) })
  },
  uniform() {
    const key = random.key(5)
    return timesOf(() => finish(random.uniform(key.ref, [UNIFORMS])), { free: () => key.dispose() })
  },
}

async function finish(arrays) {
  await blockUntilReady(arrays)
  tree.dispose(arrays)
}

function array(shape, scale = 0) {
  return np.array(
    randomNumbers(
      shape.reduce((a, b) => a * b),
      scale,
    ),
    { shape },
  )
}

function dropout(key, x, keep) {
  return np.where(random.bernoulli(key, keep, x.shape), x.mul(1 / keep), 0)
}

function makeWeights(widths) {
  return widths.slice(1).map((width, i) => ({
    weight: array([widths[i], width], Math.sqrt(6 / widths[i])),
    bias: np.zeros([width]),
  }))
}

function forward(weights, x, key, thinned) {
  const keys = thinned ? random.split(key, weights.length) : undefined
  if (!thinned) key.dispose()
  let value = x
  weights.forEach(({ weight, bias }, i) => {
    const last = i === weights.length - 1
    if (keys) value = dropout((last ? keys : keys.ref).slice(i), value, i === 0 ? KEEP.input : KEEP.hidden)
    value = np.dot(value, weight).add(bias)
    if (!last) value = nn.relu(value)
  })
  return value
}

function makeConvWeights() {
  const { channels, kernel, flat, dense, classes } = CONV
  const convolution = (to, from) => ({
    weight: array([to, from, kernel, kernel], Math.sqrt(6 / (from * kernel * kernel))),
    bias: np.zeros([1, to, 1, 1]),
  })
  const linear = (from, to) => ({ weight: array([from, to], Math.sqrt(6 / from)), bias: np.zeros([to]) })
  return [
    ...[convolution(channels[1], channels[0]), convolution(channels[2], channels[1])],
    ...[linear(flat, dense), linear(dense, classes)],
  ]
}

function convForward([first, second, third, fourth], x, key) {
  const keys = random.split(key, 2)
  const [size] = x.shape
  const convolve = (value, { weight, bias }) =>
    nn.relu(lax.convGeneralDilated(value, weight, [1, 1], 'VALID').add(bias))
  const deep = convolve(convolve(x, first), second)
  const pooled = lax.reduceWindow(deep, np.max, [CONV.pool, CONV.pool], [CONV.pool, CONV.pool])
  const flat = dropout(keys.ref.slice(0), pooled.reshape([size, CONV.flat]), CONV_KEEP.pooled)
  const dense = nn.relu(np.dot(flat, third.weight).add(third.bias))
  return np.dot(dropout(keys.slice(1), dense, CONV_KEEP.dense), fourth.weight).add(fourth.bias)
}

function training(weights, x, labels, predict) {
  const y = nn.oneHot(np.array(labels), 10)
  let velocities = tree.map((weight) => np.zeros(weight.shape), tree.ref(weights))
  let key = random.key(3)
  const update = jit((weights, velocities, key, x, y) => {
    const keys = random.split(key, 2)
    const loss = (weights) =>
      nn
        .logSoftmax(predict(weights, x, keys.ref.slice(0)))
        .mul(y)
        .sum()
        .mul(-1 / labels.length)
    const [value, gradients] = valueAndGrad(loss)(tree.ref(weights))
    const next = tree.map((v, g) => v.mul(OPTIMIZER.momentum).add(g), velocities, gradients)
    const moved = tree.map((w, v) => w.sub(v.mul(OPTIMIZER.learningRate)), weights, tree.ref(next))
    return [moved, next, keys.slice(1), value]
  })
  const step = async () => {
    let loss
    ;[weights, velocities, key, loss] = update(weights, velocities, key, x.ref, y.ref)
    await blockUntilReady(weights)
    await loss.data()
  }
  return timesOf(step, { free: () => tree.dispose([x, y, weights, velocities, key]) })
}

const offered = workloads.flatMap(({ name }) => {
  const family = families[name.split('-')[0]]
  return family ? [[name, (options) => family(name, options)]] : []
})
await serve({ 'jax-js': versionOf('@jax-js/jax'), node: process.version }, Object.fromEntries(offered))

// The process of TensorFlow.js. Arguments: wasm or cpu; tuned or documented; threads.
import { createRequire } from 'node:module'
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
import { giveTfjsThreads } from './tfjs-threads.mjs'
import { versionOf } from './version.mjs'

const [backend, mode, threads] = process.argv.slice(2)
const tuned = mode === 'tuned'
const slow = backend === 'cpu'
if (Number(threads) > 1) giveTfjsThreads()
const require = createRequire(import.meta.url)
const tf = require('@tensorflow/tfjs')
if (backend === 'wasm') {
  const wasm = require('@tensorflow/tfjs-backend-wasm')
  if (Number(threads) > 1) {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', true)
    wasm.setThreadsCount(Number(threads))
  }
}
await tf.setBackend(backend)
await tf.ready()

// Kernels of both backends run inside the call: when it returns, the work is done.
const families = {
  matmul(name) {
    const { rows, inner, columns, transposed } = shapeOfMatmul(name)
    const a = random(transposed === 'a' ? [inner, rows] : [rows, inner])
    const b = random(transposed === 'b' ? [columns, inner] : [inner, columns])
    const documented = () => tf.matMul(a, b, transposed === 'a', transposed === 'b')
    const written = () => tf.matMul(transposed === 'a' ? tf.transpose(a) : a, transposed === 'b' ? tf.transpose(b) : b)
    return timesOf(() => tf.tidy(() => void (tuned ? written() : documented())), {
      note: tuned && transposed ? 'transpose written out' : '',
      free: () => tf.dispose([a, b]),
    })
  },
  dropout(name) {
    const [, size, backward] = name.split('-')
    const [x, gradient] = [random(dropoutShapes[size]), random(dropoutShapes[size])]
    const drop = 1 - KEEP.hidden
    const both = tf.grad((value) => tf.dropout(value, drop))
    return timesOf(() => tf.tidy(() => void (backward ? both(x, gradient) : tf.dropout(x, drop))), {
      free: () => tf.dispose([x, gradient]),
    })
  },
  async mlp(name, { read }) {
    const { images, labels } = await digitBatch(read, MLP_BATCH)
    const x = name === 'mlp-dense-input' ? random([MLP_BATCH, MLP[0]]) : tf.tensor(images, [MLP_BATCH, MLP[0]])
    const weights = makeWeights(MLP)
    return training(x, labels, weights, () => forward(weights, x, name !== 'mlp-plain'))
  },
  small() {
    const labels = Int32Array.from({ length: SMALL_BATCH }, (_, i) => i % SMALL.at(-1))
    const x = random([SMALL_BATCH, SMALL[0]])
    const weights = makeWeights(SMALL)
    return training(x, labels, weights, () => forward(weights, x, true))
  },
  async conv(_name, { read }) {
    const size = slow ? 1 : CONV_BATCH
    const { images, labels } = await digitBatch(read, size)
    const x = tf.tensor(images, [size, CONV.side, CONV.side, 1])
    const weights = makeConvWeights()
    return { ...training(x, labels, weights, () => convForward(weights, x)), share: size / CONV_BATCH }
  },
  async mc(_name, { read }) {
    const x = tf.tensor((await digitBatch(read, MLP_BATCH)).images, [MLP_BATCH, MLP[0]])
    const weights = makeWeights(MLP)
    const samples = slow ? SAMPLES / 20 : SAMPLES
    const passes = () => {
      let sum = tf.zeros([MLP_BATCH, MLP.at(-1)])
      for (let i = 0; i < samples; i++) {
        const next = tf.tidy(() => tf.add(sum, tf.softmax(forward(weights, x, true))))
        sum.dispose()
        sum = next
      }
      return tf.div(sum, samples)
    }
    return timesOf(() => tf.tidy(passes).dispose(), {
      share: samples / SAMPLES,
      free: () => tf.dispose([x, weights]),
    })
  },
  uniform: () => timesOf(() => tf.randomUniform([UNIFORMS]).dispose()),
}

function random(shape, scale = 0) {
  return tf.tensor(
    randomNumbers(
      shape.reduce((a, b) => a * b),
      scale,
    ),
    shape,
  )
}

function makeWeights(widths) {
  return widths
    .slice(1)
    .flatMap((width, i) => [
      tf.variable(random([widths[i], width], Math.sqrt(6 / widths[i]))),
      tf.variable(tf.zeros([width])),
    ])
}

// The wasm backend has a fast product only without transposes, and the gradient of matMul asks for both: here they are written out.
const product = tf.customGrad((x, weight, save) => {
  save([x, weight])
  return {
    value: tf.matMul(x, weight),
    gradFunc: (dy, [x, weight]) => [tf.matMul(dy, tf.transpose(weight)), tf.matMul(tf.transpose(x), dy)],
  }
})
const firstProduct = (x, weight) =>
  tf.customGrad((weight, save) => {
    save([x])
    return { value: tf.matMul(x, weight), gradFunc: (dy, [x]) => tf.matMul(tf.transpose(x), dy) }
  })(weight)

function forward(weights, x, thinned) {
  let value = x
  for (let i = 0; i < weights.length; i += 2) {
    if (thinned) value = tf.dropout(value, 1 - (i === 0 ? KEEP.input : KEEP.hidden))
    const multiply = !tuned ? tf.matMul : i === 0 ? firstProduct : product
    value = tf.add(multiply(value, weights[i]), weights[i + 1])
    if (i < weights.length - 2) value = tf.relu(value)
  }
  return value
}

function makeConvWeights() {
  const { channels, kernel, flat, dense, classes } = CONV
  const weight = (...shape) => tf.variable(random(shape, Math.sqrt((6 * shape.at(-1)) / shape.reduce((a, b) => a * b))))
  const bias = (size) => tf.variable(tf.zeros([size]))
  return [
    ...[weight(kernel, kernel, channels[0], channels[1]), bias(channels[1])],
    ...[weight(kernel, kernel, channels[1], channels[2]), bias(channels[2])],
    ...[weight(flat, dense), bias(dense), weight(dense, classes), bias(classes)],
  ]
}

function convForward([kernel1, bias1, kernel2, bias2, weight1, bias3, weight2, bias4], x) {
  const multiply = tuned ? product : tf.matMul
  const first = tf.relu(tf.add(tf.conv2d(x, kernel1, 1, 'valid'), bias1))
  const second = tf.relu(tf.add(tf.conv2d(first, kernel2, 1, 'valid'), bias2))
  const pooled = tf.dropout(tf.maxPool(second, CONV.pool, CONV.pool, 'valid'), 1 - CONV_KEEP.pooled)
  const dense = tf.relu(tf.add(multiply(pooled.reshape([-1, CONV.flat]), weight1), bias3))
  return tf.add(multiply(tf.dropout(dense, 1 - CONV_KEEP.dense), weight2), bias4)
}

function training(x, labels, weights, predict) {
  const y = tf.oneHot(tf.tensor1d(labels, 'int32'), 10)
  const optimizer = tf.train.momentum(OPTIMIZER.learningRate, OPTIMIZER.momentum)
  const step = () =>
    tf.tidy(() => {
      optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, predict()), false, weights)
    })
  return timesOf(step, {
    note: tuned ? 'transposes of the gradients written out' : '',
    free: () => {
      tf.dispose([x, y, weights])
      optimizer.dispose()
    },
  })
}

const offered = workloads.flatMap(({ name }) => {
  const family = families[name.split('-')[0]]
  return family ? [[name, (options) => family(name, options)]] : []
})
await serve({ tfjs: versionOf('@tensorflow/tfjs'), node: process.version }, Object.fromEntries(offered))

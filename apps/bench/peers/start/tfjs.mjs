// Prints the milliseconds until the first training step of 784-256-256-10 is done, on the wasm backend.
const began = performance.now()
const { default: tf } = await import('@tensorflow/tfjs')
await import('@tensorflow/tfjs-backend-wasm')
await tf.setBackend('wasm')
await tf.ready()

const [SIZE, INPUTS, HIDDEN, CLASSES] = [32, 784, 256, 10]
const dense = (units, rest) => tf.layers.dense({ units, kernelInitializer: 'heNormal', ...rest })
const model = tf.sequential({
  layers: [
    tf.layers.dropout({ rate: 0.2, inputShape: [INPUTS] }),
    dense(HIDDEN, { activation: 'relu' }),
    tf.layers.dropout({ rate: 0.5 }),
    dense(HIDDEN, { activation: 'relu' }),
    tf.layers.dropout({ rate: 0.5 }),
    dense(CLASSES, { activation: 'softmax' }),
  ],
})
model.compile({ optimizer: tf.train.momentum(0.02, 0.9), loss: 'sparseCategoricalCrossentropy' })
const images = Float32Array.from({ length: SIZE * INPUTS }, (_, i) => (i % 5 === 0 ? (i % 256) / 255 : 0))
const labels = Float32Array.from({ length: SIZE }, (_, i) => i % CLASSES)
await model.trainOnBatch(tf.tensor(images, [SIZE, INPUTS]), tf.tensor(labels, [SIZE, 1]))
console.log(performance.now() - began)
process.exit()

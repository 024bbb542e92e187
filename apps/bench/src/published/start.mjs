// Prints the milliseconds until the first training step of the demo's network is done: import, backend, compiling and the step itself.
const began = performance.now()
const { dropout, fit, key, linear, relu, sequential, sgd, wasm } = await import('thinned')

const [SIZE, INPUTS, HIDDEN, CLASSES] = [32, 784, 256, 10]
const model = sequential(
  dropout({ keep: 0.8 }),
  linear(INPUTS, HIDDEN),
  relu(),
  dropout({ keep: 0.5 }),
  linear(HIDDEN, HIDDEN),
  relu(),
  dropout({ keep: 0.5 }),
  linear(HIDDEN, CLASSES),
)
const images = Float32Array.from({ length: SIZE * INPUTS }, (_, i) => (i % 5 === 0 ? (i % 256) / 255 : 0))
const train = {
  name: 'images',
  inputs: { data: images, shape: [SIZE, INPUTS] },
  targets: { data: Int32Array.from({ length: SIZE }, (_, i) => i % CLASSES), shape: [SIZE] },
  classes: CLASSES,
}
const printTime = {
  step() {
    console.log(performance.now() - began)
    process.exit()
  },
}
await fit(model, {
  data: { train },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: SIZE,
  optimizer: sgd({ learningRate: 0.02, momentum: 0.9 }),
  key: key(0),
  backend: await wasm(),
  callbacks: [printTime],
})

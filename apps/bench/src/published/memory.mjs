// Trains the MLP for an epoch on the images of a folder, and prints the largest resident size of its process in bytes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dropout, fit, key, linear, relu, sequential, sgd, wasm } from 'thinned'

const [folder] = process.argv.slice(2)
const pixels = readFileSync(join(folder, 'images.bin'))
const images = new Float32Array(pixels.length)
for (const [i, pixel] of pixels.entries()) images[i] = pixel / 255
const labels = new Int32Array(readFileSync(join(folder, 'labels.bin')))
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
await fit(model, {
  data: { train },
  loss: 'crossEntropy',
  epochs: 1,
  batchSize: 128,
  optimizer: sgd({ learningRate: 0.02, momentum: 0.9 }),
  key: key(0),
  backend: await wasm(),
})
console.log(1024 * process.resourceUsage().maxRSS)
process.exit()

// How hard the generated digits are: prints the test error of a linear classifier and of the nearest neighbor, and, given a folder with the
// MNIST files, that of a network trained on 20,000 generated digits. No dropout anywhere.
import { type Dataset, digits } from '@thinned/data'
import { mnist } from '@thinned/data/node'
import { flatten, type Layer, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { evaluate, fit, schedules, sgd } from '@thinned/train'

const PIXELS = 784
const [folder] = process.argv.slice(2)
const train = digits({ size: 2000, key: key('difficulty/train') })
const test = digits({ size: 2000, key: key('difficulty/test') })
const percent = (error: number): string => `${(100 * error).toFixed(1)} %`

process.stdout.write(
  `linear, 2,000 images: ${percent(await errorOf(sequential(flatten(), linear(PIXELS, 10)), train, test, 50, 0.05))}\n`,
)
process.stdout.write(`nearest neighbor, 2,000 images: ${percent(nearestNeighbor(train, test))}\n`)
if (folder) {
  const many = digits({ size: 20_000, key: key('difficulty/many') })
  const network = sequential(flatten(), linear(PIXELS, 256), relu(), linear(256, 256), relu(), linear(256, 10))
  const { test: real } = await mnist(folder)
  process.stdout.write(
    `MNIST test set, network trained on 20,000 images: ${percent(await errorOf(network, many, real, 5, 0.05))}\n`,
  )
}

async function errorOf(
  model: Layer,
  on: Dataset,
  unseen: Dataset,
  epochs: number,
  learningRate: number,
): Promise<number> {
  const optimizer = sgd({ learningRate: schedules.cosine({ initial: learningRate }), momentum: 0.9 })
  await fit(model, { data: { train: on }, loss: 'crossEntropy', epochs, batchSize: 64, optimizer, key: key(0) })
  return (await evaluate(model, unseen)).error
}

/** The share of test images whose nearest training image, by Euclidean distance, is of another class. */
function nearestNeighbor({ inputs: known, targets: classes }: Dataset, { inputs, targets }: Dataset): number {
  let wrong = 0
  for (let i = 0; i < targets.data.length; i++) {
    let nearest = 0
    let least = Number.POSITIVE_INFINITY
    for (let j = 0; j < classes.data.length; j++) {
      let distance = 0
      for (let p = 0; p < PIXELS && distance < least; p++) {
        const difference = inputs.data[i * PIXELS + p]! - known.data[j * PIXELS + p]!
        distance += difference * difference
      }
      if (distance < least) [nearest, least] = [j, distance]
    }
    if (classes.data[nearest] !== targets.data[i]) wrong++
  }
  return wrong / targets.data.length
}

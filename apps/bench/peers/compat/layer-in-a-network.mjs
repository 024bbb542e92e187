// A network with a layer of dropout, and one without: one step of training, and a prediction.
import brain from 'brain.js'
import { say } from './say.mjs'

const { input, feedForward, dropout, target } = brain.layer
const dense = (x) => feedForward({ height: 8 }, x)

function predictionOf(...hiddenLayers) {
  const outputLayer = (x) => target({ height: 1 }, feedForward({ height: 1 }, x))
  const network = new brain.FeedForward({ inputLayer: () => input({ height: 2 }), hiddenLayers, outputLayer })
  try {
    network.train([{ input: [0, 1], output: [1] }], { iterations: 1 })
    return Array.from(network.run([0, 1])[0])
  } catch (error) {
    return error.message
  }
}
say('brain.js', {
  'without dropout': predictionOf(dense),
  'with dropout': predictionOf(dense, (x) => dropout(x, { probability: 0.2 })),
})

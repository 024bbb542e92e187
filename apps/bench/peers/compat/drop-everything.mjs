// Layers that are told to drop everything.
import tf from '@tensorflow/tfjs'
import { say } from './say.mjs'

const x = tf.tensor1d([1, 2, 3, 4])
const values = {}
for (const layer of ['dropout', 'gaussianDropout', 'alphaDropout'])
  values[layer] = tf.layers[layer]({ rate: 1 }).apply(x, { training: true }).dataSync()
say('@tensorflow/tfjs', values)

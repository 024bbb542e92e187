// What alpha dropout makes of mean 0 and variance 1, and of a dropped unit.
import tf from '@tensorflow/tfjs'
import { say } from './say.mjs'

const training = { training: true }
const values = {}
for (const rate of [0.1, 0.2, 0.5]) {
  const x = tf.randomNormal([100_000], 0, 1, 'float32', 1)
  values[`mean at drop ${rate}`] = tf.mean(tf.layers.alphaDropout({ rate }).apply(x, training)).dataSync()[0]
}
const zeros = tf.layers
  .alphaDropout({ rate: 0.5 })
  .apply(tf.zeros([1000]), training)
  .dataSync()
values['zeros become'] = [...new Set(zeros)].sort((a, b) => a - b)
say('@tensorflow/tfjs', values)

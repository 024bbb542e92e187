// Units where a probability belongs.
import tf from '@tensorflow/tfjs'
import { say } from './say.mjs'

const values = {}
try {
  values.output = tf.layers
    .dropout({ rate: 256 })
    .apply(tf.tensor1d([1, 2, 3, 4]), { training: true })
    .dataSync()
} catch (error) {
  values.error = error.message
}
say('@tensorflow/tfjs', values)

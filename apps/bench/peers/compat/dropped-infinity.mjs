// What is left of an infinity that is dropped.
import tf from '@tensorflow/tfjs'
import { say } from './say.mjs'

const x = tf.fill([8], Number.POSITIVE_INFINITY)
say('@tensorflow/tfjs', { output: tf.dropout(x, 0.5, undefined, 1).dataSync() })

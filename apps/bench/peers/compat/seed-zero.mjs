// Normal noise with seed 0, drawn twice.
import tf from '@tensorflow/tfjs'
import { say } from './say.mjs'

const draw = () => tf.randomNormal([2], 0, 1, 'float32', 0).dataSync()
say('@tensorflow/tfjs', { first: draw(), second: draw() })

// Two steps of a layer that was given a seed.
import tf from '@tensorflow/tfjs'
import { say } from './say.mjs'

const layer = tf.layers.dropout({ rate: 0.5, seed: 1 })
const step = () => layer.apply(tf.ones([8]), { training: true }).dataSync()
say('@tensorflow/tfjs', { 'step 0': step(), 'step 1': step() })

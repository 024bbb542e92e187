// A layer that shares its mask, written as JSON and read again.
import tf from '@tensorflow/tfjs'
import { say } from './say.mjs'

const made = tf.layers.alphaDropout({ rate: 0.5, noiseShape: [1, 4] })
const text = JSON.stringify(made.getConfig())
const revived = tf.layers.alphaDropout(JSON.parse(text))
const isShared = (layer) => {
  const rows = layer.apply(tf.zeros([100, 4]), { training: true }).arraySync()
  return rows.every((row) => String(row) === String(rows[0]))
}
say('@tensorflow/tfjs', { 'one mask before': isShared(made), 'one mask after': isShared(revived) })

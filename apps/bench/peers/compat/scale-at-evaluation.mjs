// A layer that drops a fifth of its inputs: the mean of what it gives in training and at evaluation.
import convnetjs from 'convnetjs'
import { say } from './say.mjs'

const N = 100_000
const layer = new convnetjs.DropoutLayer({ in_sx: 1, in_sy: 1, in_depth: N, drop_prob: 0.2 })
const mean = (training) => layer.forward(new convnetjs.Vol(1, 1, N, 1), training).w.reduce((sum, w) => sum + w, 0) / N
say('convnetjs', { training: mean(true), evaluation: mean(false) })

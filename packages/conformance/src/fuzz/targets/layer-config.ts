import { dropout, keepScheduleFactories, schedules, variantFactories } from '@thinned/dropout'
import {
  batchNorm,
  conv2d,
  flatten,
  fromConfig,
  layerFactories,
  linear,
  lstm,
  maxPool2d,
  mixture,
  multiHeadAttention,
  relu,
  sequential,
  toConfig,
} from '@thinned/nn'
import { type FuzzTarget, stateTarget } from '../fuzz-target.ts'

const tables = { layers: { ...layerFactories, ...variantFactories }, schedules: keepScheduleFactories }
const models = [
  sequential(
    linear(2, 3),
    batchNorm(3),
    relu(),
    dropout({ keep: schedules.linearKeep({ initial: 1, final: 0.5, steps: 10 }) }),
    linear(3, 2),
  ),
  sequential(conv2d(1, 2, { kernel: 3 }), maxPool2d(2), flatten(), linear(8, 2)),
  sequential(multiHeadAttention(8, { heads: 2 }), lstm(8, 4)),
  mixture([linear(2, 1), sequential(linear(2, 1))], { task: 'binary' }),
  mixture([linear(2, 2)], { task: 'regression', noise: 'predicted' }),
]

export const target: FuzzTarget = stateTarget(
  models.map((model) => toConfig(model)),
  (config) => toConfig(fromConfig(config, tables)),
)

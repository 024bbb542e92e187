import * as dropout from '@thinned/dropout'
import { linear, losses } from '@thinned/nn'
import { ones } from '@thinned/tensor'
import type { Sites } from '../sites.ts'

const { objectives, schedules } = dropout

/** The variants, and others, whose options are their only argument. */
const alone = [
  ...['alphaDropout', 'attentionDropout', 'channelDropout', 'concreteDropout', 'dropBlock', 'dropPath', 'dropout'],
  ...[
    'featureAlphaDropout',
    'gaussianDropout',
    'gaussianNoise',
    'lockedDropout',
    'patchDropout',
    'wordDropout',
    'zoneout',
  ],
  'depthRamp',
] as const

const layer = linear(2, 3)

export const sites: Sites = {
  ...Object.fromEntries(alone.map((name) => [name, (dropout as unknown as Sites)[name]!])),
  dropConnect: (options) => dropout.dropConnect(layer, options),
  layerDrop: (options) => dropout.layerDrop(layer, options),
  targetedDropout: (options) => dropout.targetedDropout(layer, options),
  embeddingDropout: (options) => dropout.embeddingDropout(3, 2, options),
  standout: (options) => dropout.standout(2, options),
  variationalDropout: (options) => dropout.variationalDropout(2, 3, options),
  sparseVariationalDropout: (options) => dropout.sparseVariationalDropout(2, 3, options),
  fastDropout: (options) => dropout.fastDropout(layer, options),
  dropConnectMoments: (options) => dropout.dropConnectMoments(layer, ones([1, 2]), options),
  curriculum: (options) => schedules.curriculum(options),
  early: (options) => schedules.early(options),
  late: (options) => schedules.late(options),
  linearKeep: (options) => schedules.linearKeep(options),
  multiSample: (options) => objectives.multiSample(losses.crossEntropy, options),
  rDrop: (options) => objectives.rDrop(losses.crossEntropy, options),
}

import { channelDropout, dropBlock, dropout } from '@thinned/dropout'
import {
  batchNorm,
  conv1d,
  conv2d,
  flatten,
  globalAveragePool,
  type Layer,
  linear,
  maxPool2d,
  relu,
  residual,
  sequential,
} from '@thinned/nn'
import type { WarningCases } from './kit/warning-cases.ts'

const half = dropout({ keep: 0.5 })
const after = (...layers: Layer[]): Layer =>
  sequential(...([conv2d(1, 16, { kernel: 3 }), ...layers, globalAveragePool(), linear(16, 2)] as Layer[]))

export const cases: WarningCases = {
  raises: {
    'after a convolution': {
      model: after(relu(), half),
      path: 'dropout1',
      says: 'dropout1 (keep 0.5) drops single elements of the feature maps of a convolution.',
    },
    'after its batch norm and pooling': {
      model: after(batchNorm(16), relu(), maxPool2d(2), half),
      path: 'dropout1',
      says: 'Write channelDropout',
    },
    'over time': {
      model: sequential(conv1d(4, 16, { kernel: 3 }), half, globalAveragePool(), linear(16, 2)),
      path: 'dropout1',
      says: 'feature maps',
    },
    'at the head of a branch': {
      model: after(residual(half, conv2d(16, 16, { kernel: 3, padding: 'same' }))),
      path: 'residual1/dropout1',
      says: 'feature maps',
    },
    'with one mask for the batch': {
      model: after(dropout({ keep: 0.5, share: 'batch' })),
      path: 'dropout1',
      says: 'maps',
    },
  },
  passes: {
    'of channels': { model: after(channelDropout({ keep: 0.5 })) },
    'of channels, by shared axes': { model: after(dropout({ keep: 0.5, sharedAxes: [1, 2] })) },
    'of blocks': { model: after(dropBlock({ keep: 0.5, block: 3 })) },
    'after flatten': { model: sequential(conv2d(1, 16, { kernel: 3 }), flatten(), half, linear(64, 2)) },
    'of the pixels': { model: sequential(half, conv2d(1, 16, { kernel: 3 }), globalAveragePool(), linear(16, 2)) },
    'after a linear layer on images': {
      model: sequential(conv2d(1, 16, { kernel: 3 }), linear(16, 16), half, globalAveragePool(), linear(16, 2)),
    },
  },
}

import { alphaDropout, channelDropout, concreteDropout, dropout, gaussianDropout } from '@thinned/dropout'
import { batchNorm, conv2d, globalAveragePool, init, layerNorm, linear, relu, residual, sequential } from '@thinned/nn'
import { key, normal } from '@thinned/rng'
import type { WarningCases } from './kit/warning-cases.ts'

const half = dropout({ keep: 0.5 })
const trained = sequential(linear(4, 64), dropout({ keep: 0.5 }), batchNorm(64), linear(64, 2))
init(trained, key(1))
const inputs = { data: normal(key(2), 800), shape: [200, 4] }

export const cases: WarningCases = {
  raises: {
    'right before': {
      model: sequential(linear(4, 64), half, batchNorm(64), linear(64, 2)),
      path: 'dropout1',
      says: 'dropout1 (keep 0.5) stands right before batchNorm1 (batchNorm). Its mask raises the variance of what batchNorm1 sees in training, but',
    },
    'with an activation between, and a schedule': {
      model: sequential(linear(4, 64), dropout({ keep: () => 0.5 }), relu(), batchNorm(64), linear(64, 2)),
      path: 'dropout1',
      says: 'dropout1 (a schedule of keep) stands right before batchNorm1',
    },
    // The values before have the mean 0, so the ratio of the variances is 1 / keep, but for the draw.
    'measured, where there are parameters and inputs': {
      model: trained,
      options: { inputs },
      path: 'dropout1',
      says: 'sees in training (on these inputs 1.99 times as large)',
    },
    'in the branch of a residual with a shortcut': {
      model: sequential(
        residual(
          { shortcut: linear(4, 64) },
          linear(4, 64),
          gaussianDropout({ keep: 0.5 }),
          batchNorm(64),
          linear(64, 64),
        ),
        linear(64, 2),
      ),
      path: 'residual1/gaussianDropout1',
      says: 'residual1/gaussianDropout1 (keep 0.5) stands right before residual1/batchNorm1',
    },
    'whose keep is learned': {
      model: sequential(linear(4, 64), concreteDropout({ keep: 0.9, examples: 100 }), batchNorm(64), linear(64, 2)),
      path: 'concreteDropout1',
      says: 'concreteDropout1 (keep 0.9) stands right before',
    },
    'of channels': {
      model: sequential(
        conv2d(1, 16, { kernel: 3 }),
        channelDropout({ keep: 0.5 }),
        batchNorm(16),
        globalAveragePool(),
        linear(16, 2),
      ),
      path: 'channelDropout1',
      says: 'Put the dropout after the last batch norm',
    },
  },
  passes: {
    'after the batch norm': { model: sequential(linear(4, 64), batchNorm(64), relu(), half, linear(64, 2)) },
    'a layer norm, which is the same in evaluation': {
      model: sequential(linear(4, 64), half, layerNorm(64), linear(64, 2)),
    },
    'a linear layer between': {
      model: sequential(linear(4, 64), half, linear(64, 64), batchNorm(64), linear(64, 2)),
    },
    'alpha dropout, which keeps the variance': {
      model: sequential(linear(4, 64), alphaDropout({ keep: 0.5 }), batchNorm(64), linear(64, 2)),
    },
    'a keep of 1': { model: sequential(linear(4, 64), dropout({ keep: 1 }), batchNorm(64), linear(64, 2)) },
  },
}

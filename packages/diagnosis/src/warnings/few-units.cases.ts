import { channelDropout, dropout, dropPath } from '@thinned/dropout'
import { conv2d, flatten, globalAveragePool, linear, relu, residual, sequential } from '@thinned/nn'
import type { WarningCases } from './kit/warning-cases.ts'

const net = (units: number, keep: number) => sequential(linear(4, units), relu(), dropout({ keep }), linear(units, 2))
const images = (keep: number) =>
  sequential(conv2d(1, 6, { kernel: 3 }), channelDropout({ keep }), globalAveragePool(), linear(6, 2))
const flat = sequential(conv2d(1, 1, { kernel: 3 }), flatten(), dropout({ keep: 0.8 }), linear(4, 16), linear(16, 2))

export const cases: WarningCases = {
  raises: {
    'half of eight': {
      model: net(8, 0.5),
      path: 'dropout1',
      says: 'dropout1 (keep 0.5) leaves 4 of 8 units on average',
    },
    'some of few inputs': {
      model: sequential(dropout({ keep: 0.8 }), linear(4, 16), linear(16, 2)),
      path: 'dropout1',
      says: 'leaves 3.2 of 4 units',
    },
    'few channels': { model: images(0.5), path: 'channelDropout1', says: 'leaves 3 of 6 units' },
    'what only the inputs tell': {
      model: flat,
      options: { inputs: { data: new Float32Array(32), shape: [2, 4, 4, 1] } },
      path: 'dropout1',
      says: 'leaves 3.2 of 4 units',
    },
  },
  passes: {
    'half of ten': { model: net(10, 0.5) },
    'nothing dropped': { model: net(2, 1) },
    'a width that the model alone does not tell': { model: flat },
    'whole branches': {
      model: sequential(residual(linear(4, 4), dropPath({ keep: 0.5 })), linear(4, 2)),
    },
  },
}

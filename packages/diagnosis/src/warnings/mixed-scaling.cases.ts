import { dropout, gaussianDropout } from '@thinned/dropout'
import { linear, lstm, sequential } from '@thinned/nn'
import type { WarningCases } from './kit/warning-cases.ts'

const paper = dropout({ keep: 0.5, scale: 'evaluation' })
const inverted = dropout({ keep: 0.8 })

export const cases: WarningCases = {
  raises: {
    'two dropouts': {
      model: sequential(linear(4, 64), inverted, linear(64, 64), paper, linear(64, 2)),
      path: 'dropout2',
      says: 'dropout2 (keep 0.5) multiplies by keep in evaluation, but dropout1 (keep 0.8) divides by keep in training.',
    },
    'one of them in a slot': {
      model: sequential(lstm(8, 64, { input: inverted }), paper, linear(64, 2)),
      path: 'dropout1',
      says: 'but lstm1/input (keep 0.8) divides',
    },
  },
  passes: {
    'the form of the paper alone': { model: sequential(linear(4, 64), paper, linear(64, 64), paper, linear(64, 2)) },
    'two variants of one scale': {
      model: sequential(linear(4, 64), inverted, linear(64, 64), gaussianDropout({ keep: 0.5 }), linear(64, 2)),
    },
    'another that drops nothing': {
      model: sequential(linear(4, 64), dropout({ keep: 1 }), linear(64, 64), paper, linear(64, 2)),
    },
  },
}

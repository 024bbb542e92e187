import { dropout, dropPath } from '@thinned/dropout'
import { linear, relu, residual, sequential, softplus } from '@thinned/nn'
import type { WarningCases } from './kit/warning-cases.ts'

const network = (units: number, keep: number) =>
  sequential(linear(4, units), relu(), dropout({ keep }), linear(units, 1))

export const cases: WarningCases = {
  raises: {
    'the last layer': {
      model: sequential(linear(4, 64), relu(), linear(64, 10), dropout({ keep: 0.8 })),
      path: 'dropout1',
      says: 'dropout1 (keep 0.8) is the last layer that changes the outputs.',
    },
    'only an activation after it': {
      model: sequential(linear(4, 10), dropout({ keep: 0.8 }), softplus()),
      path: 'dropout1',
      says: 'Put it before the last layer with weights',
    },
    'the model itself': { model: dropout({ keep: 0.5 }), path: '', says: 'dropout (keep 0.5) is the last layer' },
    // √(0.5 / (0.5 · 64)) = 1/8
    'right before the output of a regression': {
      model: network(64, 0.5),
      options: { task: 'regression' },
      path: 'dropout1',
      says: 'stands right before linear2 (linear), the output of a regression. Where all units contribute alike, masks alone move a prediction by 13 %',
    },
  },
  passes: {
    'before the output of a classification': { model: network(64, 0.5), options: { task: 'classification' } },
    'a regression whose units are many': { model: network(64, 0.9), options: { task: 'regression' } },
    'before an earlier layer of a regression': {
      model: sequential(linear(4, 64), dropout({ keep: 0.5 }), linear(64, 64), linear(64, 1)),
      options: { task: 'regression' },
    },
    'the last layer of a branch': {
      model: sequential(residual(linear(8, 8), relu(), dropPath({ keep: 0.9 })), linear(8, 1)),
    },
  },
}

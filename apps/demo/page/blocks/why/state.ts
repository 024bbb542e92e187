import { choice, number, urlState, whole } from '../../kit/url-state.ts'

export const state = urlState('why', {
  keep: number({ label: 'keep', initial: 0.7, min: 0.1, max: 1, step: 0.05 }),
  after: choice({
    label: 'Look at',
    of: ['nothing', 'relu', 'sigmoid', 'tanh'],
    initial: 'nothing',
    names: {
      nothing: 'the input of the next unit',
      relu: 'its output after relu',
      sigmoid: 'its output after sigmoid',
      tanh: 'its output after tanh',
    },
  }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
})

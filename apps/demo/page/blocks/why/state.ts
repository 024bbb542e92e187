import { choice, number, urlState, whole } from '../../kit/url-state.ts'

export const state = urlState('why', {
  keep: number({ label: 'keep', initial: 0.7, min: 0.1, max: 1, step: 0.05 }),
  after: choice({
    label: 'Look at',
    of: ['nothing', 'relu', 'sigmoid', 'tanh'],
    initial: 'nothing',
    names: {
      nothing: 'the sum',
      relu: 'relu of the sum',
      sigmoid: 'sigmoid of the sum',
      tanh: 'tanh of the sum',
    },
  }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
})

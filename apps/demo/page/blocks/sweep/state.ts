import { choice, flag, number, urlState, whole } from '../../kit/url-state.ts'

export const state = urlState('sweep', {
  scenario: choice({
    label: 'Case',
    of: ['noisy', 'digits', 'epoch', 'small', 'enough'],
    initial: 'noisy',
    names: {
      noisy: 'noisy points',
      digits: 'very few images',
      epoch: 'one epoch only',
      small: 'a small network',
      enough: 'more data than needed',
    },
  }),
  measure: choice({
    label: 'Measure',
    of: ['error', 'loss'],
    initial: 'error',
    names: { error: 'error', loss: 'loss' },
  }),
  seeds: whole({ label: 'Seeds', initial: 10, min: 4, max: 30 }),
  first: whole({ label: 'First seed', initial: 0, min: 0, max: 990 }),
  /** The keep that is marked as the best; 0 before there is a mark. */
  guess: number({ label: 'Your guess', initial: 0, min: 0, max: 1, step: 0.1 }),
  started: flag({ label: 'The sweep has started', initial: false }),
})

export type Settings = (typeof state)['values']['value']

import { choice, number, urlState, whole } from '../../kit/url-state.ts'

export const state = urlState('backends', {
  width: choice({
    label: 'Units in each hidden layer',
    of: ['64', '128', '256'],
    initial: '128',
  }),
  keep: number({ label: 'keep', initial: 0.5, min: 0.1, max: 1, step: 0.05 }),
  steps: whole({ label: 'Steps in a run', initial: 10, min: 1, max: 30 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
})

export type Settings = (typeof state)['values']['value']

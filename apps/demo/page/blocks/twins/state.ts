import { choice, number, urlState, whole } from '../../kit/url-state.ts'

export const state = urlState('twins', {
  data: choice({
    label: 'Data',
    of: ['moons', 'circles', 'spirals', 'blobs'],
    initial: 'moons',
    names: { moons: 'two moons', circles: 'circles', spirals: 'spirals', blobs: 'blobs' },
  }),
  keep1: number({ label: 'keep, first hidden layer', initial: 0.8, min: 0.1, max: 1, step: 0.05 }),
  keep2: number({ label: 'keep, second hidden layer', initial: 0.5, min: 0.1, max: 1, step: 0.05 }),
  width: whole({ label: 'Units in each hidden layer', initial: 32, min: 4, max: 128 }),
  noise: number({ label: 'Noise of the data', initial: 0.3, min: 0, max: 0.6, step: 0.05 }),
  size: whole({ label: 'Training examples', initial: 60, min: 10, max: 500 }),
  rate: number({ label: 'Learning rate', initial: 0.01, min: 0.001, max: 0.1, step: 0.001 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
})

export type Settings = (typeof state)['values']['value']

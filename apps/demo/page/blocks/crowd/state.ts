import { choice, number, urlState, whole } from '../../kit/url-state.ts'
import { SAMPLES, SIDE } from './sizes.ts'

export const state = urlState('crowd', {
  data: choice({
    label: 'Data',
    of: ['moons', 'circles', 'spirals', 'blobs'],
    initial: 'moons',
    names: { moons: 'two moons', circles: 'circles', spirals: 'spirals', blobs: 'blobs' },
  }),
  keep: number({ label: 'keep, both hidden layers', initial: 0.8, min: 0.4, max: 0.95, step: 0.05 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
  nets: whole({ label: 'Thinned networks in the average', initial: SAMPLES, min: 1, max: SAMPLES }),
  show: choice({
    label: 'The maps show',
    of: ['information', 'entropy', 'sure'],
    initial: 'information',
    names: {
      information: 'mutual information',
      entropy: 'entropy',
      sure: 'where it is surer than 95 %',
    },
  }),
  column: whole({ label: 'Column of the probe', initial: 42, min: 0, max: SIDE - 1 }),
  row: whole({ label: 'Row of the probe', initial: 36, min: 0, max: SIDE - 1 }),
})

/** What the networks and their numbers follow from. */
export type Settings = Pick<(typeof state)['values']['value'], 'data' | 'keep' | 'seed'>

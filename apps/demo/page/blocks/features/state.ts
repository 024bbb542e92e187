import { choice, flag, list, number, urlState, whole } from '../../kit/url-state.ts'

/** Units of the hidden layer. */
export const UNITS = 128

export const state = urlState('features', {
  task: choice({
    label: 'What the networks learn',
    of: ['rebuild', 'classify'],
    initial: 'rebuild',
    names: { rebuild: 'to rebuild the image', classify: 'to name the digit' },
  }),
  keep: number({ label: 'keep, with dropout', initial: 0.5, min: 0.1, max: 1, step: 0.05 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
  unit: list({ label: 'Unit that is shown', initial: [], min: 0, max: UNITS - 1 }),
  remove: whole({ label: 'Units removed', initial: 0, min: 0, max: UNITS - 1 }),
  order: choice({
    label: 'Which units',
    of: ['random', 'weakest', 'strongest'],
    initial: 'random',
    names: { random: 'random ones', weakest: 'those that contribute least', strongest: 'those that contribute most' },
  }),
  rescale: flag({ label: 'Scale the others up, as dropout does in training', initial: false }),
})

export type Settings = (typeof state)['values']['value']

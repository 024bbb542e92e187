import { choice, number, urlState, whole, word } from '../../kit/url-state.ts'

export const state = urlState('family', {
  variant: word({ label: 'Variant', initial: '' }),
  group: choice({
    label: 'What is dropped',
    of: ['all', 'units', 'channels', 'blocks', 'tokens', 'weights', 'paths'],
    initial: 'all',
  }),
  keep: number({ label: 'keep', initial: 0.6, min: 0.05, max: 0.95, step: 0.05, show: (keep) => keep.toFixed(2) }),
  step: whole({ label: 'Step', initial: 0, min: 0, max: 99 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
  setting: whole({ label: 'Settings', initial: 0, min: 0, max: 9 }),
})

export type Settings = (typeof state)['values']['value']

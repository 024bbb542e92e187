import { flag, list, number, urlState, whole } from '../../kit/url-state.ts'
import { CELLS, STEPS } from './size.ts'

export const state = urlState('step', {
  step: whole({ label: 'Step', initial: 0, min: 0, max: STEPS - 1 }),
  keep: number({ label: 'keep', initial: 0.5, min: 0.05, max: 1, step: 0.05 }),
  seed: whole({ label: 'Seed', initial: 15, min: 0, max: 999 }),
  evaluate: flag({ label: 'Evaluation: the full network', initial: false }),
  cell: whole({ label: 'Chosen cell', initial: 14, min: 0, max: CELLS - 1 }),
  dropped: list({ label: 'Dropped by hand', initial: [], min: 0, max: CELLS - 1 }),
  kept: list({ label: 'Kept by hand', initial: [], min: 0, max: CELLS - 1 }),
})

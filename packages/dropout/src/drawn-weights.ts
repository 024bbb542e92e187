import type { Noise } from './variant-facts.ts'

/** The noise of a layer that draws its own weights: what an output's noise is depends on them, and its tests say it. */
export const drawnWeights: Noise<unknown> = {
  form: 'add',
  on: 'ones',
  mean: () => Number.NaN,
  variance: () => Number.NaN,
  support: () => 'any',
}

/** The laws of elements that such a layer is exempt from. */
export const exemptWeights: Readonly<Record<string, string>> = {
  'mean and variance are those declared': 'those of an output depend on the weights; its tests compare them',
  'rows, columns, layers and steps are independent': 'outputs have variances of their own, and the widths are fixed',
  'keep 1 is the identity and keep 0 gives zeros, forward and backward, without a draw':
    'keep is learned from strictly between its bounds, which are infinitely far in its parameter',
  'no noise is stored between the passes':
    'the graph holds means and variances of the outputs, from which noise is drawn again',
  'keep follows a schedule, and is reported': 'keep follows its gradient',
}

/** The widths of such a layer, in its description. */
export interface Widths {
  readonly inputs: number
  readonly units: number
}

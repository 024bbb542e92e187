import { choice, flag, list, number, type Values, whole } from '../../kit/url-state.ts'
import { SECOND } from './sizes.ts'

/** The settings of the figure, and of the element `<thinned-twins>`. */
export const fields = {
  data: choice({
    label: 'Data',
    of: ['moons', 'circles', 'spirals', 'blobs', 'digits'],
    initial: 'moons',
    names: { moons: 'two moons', circles: 'circles', spirals: 'spirals', blobs: 'blobs', digits: 'digits' },
  }),
  keep1: number({ label: 'keep, first hidden layer', initial: 0.5, min: 0.1, max: 1, step: 0.05 }),
  keep2: number({ label: 'keep, second hidden layer', initial: 0.5, min: 0.1, max: 1, step: 0.05 }),
  width: whole({ label: 'Units in each hidden layer', initial: 32, min: 4, max: SECOND }),
  noise: number({ label: 'Noise of the data', initial: 0.4, min: 0, max: 0.6, step: 0.05 }),
  size: whole({ label: 'Training examples', initial: 100, min: 10, max: 500 }),
  rate: number({ label: 'Learning rate', initial: 0.01, min: 0.001, max: 0.1, step: 0.001 }),
  seed: whole({ label: 'Seed', initial: 1, min: 0, max: 999 }),
  speed: choice({
    label: 'Speed, steps a second',
    of: ['slow', 'normal', 'fast', 'faster'],
    initial: 'normal',
    names: { slow: '5', normal: 'up to 120', fast: 'up to 300', faster: 'up to 1,200' },
  }),
  off: list({ label: 'Units turned off', initial: [], min: 0, max: 2 * SECOND - 1 }),
  at: whole({ label: 'Paused at step', initial: 0, min: 0, max: 20_000 }),
  test: flag({ label: 'Show test examples', initial: false }),
  epochs: whole({ label: 'Epochs of each run', initial: 100, min: 10, max: 300 }),
}

/** Everything that the figure can be set to. */
export type Shown = Values<typeof fields>

/** What the two networks follow from. */
export type Settings = Pick<Shown, 'data' | 'keep1' | 'keep2' | 'width' | 'noise' | 'size' | 'rate' | 'seed'>

export const settingsOf = ({ data, keep1, keep2, width, noise, size, rate, seed }: Shown): Settings => ({
  data,
  keep1,
  keep2,
  width,
  noise,
  size,
  rate,
  seed,
})

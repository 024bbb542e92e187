/** A problem and a training of it: what the visitor chooses. */
export interface Scenario {
  readonly data: 'moons' | 'spirals' | 'digits'
  /** Standard deviation of the noise of the points; digits have their own. */
  readonly noise: number
  /** What the examples are. */
  readonly examples: 'points' | 'images'
  /** The numbers of training examples, rising. */
  readonly sizes: readonly number[]
  /** The size that the guess is about. */
  readonly asked: number
  /** Units of each hidden layer; dropout is behind each. */
  readonly hidden: readonly number[]
  /** Steps of 20 examples, or one pass over the training examples. */
  readonly steps: number | 'one epoch'
  /** The learning rate of Adam. */
  readonly rate: number
  /** Falling from 1, which is without dropout. */
  readonly keeps: readonly number[]
}

export type ScenarioName = 'noisy' | 'digits' | 'epoch' | 'small' | 'enough'

const tenths = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
const moons = { data: 'moons', noise: 0.4, examples: 'points', rate: 0.01, keeps: tenths } as const

export const SCENARIOS: Readonly<Record<ScenarioName, Scenario>> = {
  noisy: { ...moons, sizes: [40, 100, 1000], asked: 100, hidden: [64, 64], steps: 1000 },
  digits: {
    ...{ data: 'digits', noise: 0, examples: 'images', rate: 0.003, keeps: tenths.slice(0, 7) },
    ...{ sizes: [50, 100], asked: 100, hidden: [64, 64, 64], steps: 600 },
  },
  epoch: {
    ...{ data: 'spirals', noise: 0.08, examples: 'points', rate: 0.01, keeps: tenths },
    ...{ sizes: [1000], asked: 1000, hidden: [64, 64], steps: 'one epoch' },
  },
  small: { ...moons, sizes: [1000], asked: 1000, hidden: [8, 8], steps: 1000 },
  enough: { ...moons, sizes: [4000], asked: 4000, hidden: [64, 64], steps: 1000 },
}

/** Examples of a step. */
export const BATCH = 20

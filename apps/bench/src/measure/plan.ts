/** How long and how often things are measured, in milliseconds and repetitions. */
export interface Plan {
  /** Repetitions of a row. */
  readonly repetitions: number
  /** Repetitions of a row whose repetition takes longer than `slow`. */
  readonly slowRepetitions: number
  readonly slow: number
  /** The least that a repetition lasts: faster workload is done several times in it. */
  readonly shortest: number
  /** The least that warming up lasts: engines optimize in the meantime. */
  readonly warmUp: number
  /** The same for a workload that takes less than a millisecond, where calls count for much: engines optimize what was called thousands of times. */
  readonly warmUpOfShort: number
  /** Training steps before a network is measured, so that its activations are real. */
  readonly trainingSteps: number
}

export const fullPlan: Plan = {
  repetitions: 9,
  slowRepetitions: 3,
  slow: 2000,
  shortest: 60,
  warmUp: 300,
  warmUpOfShort: 2000,
  trainingSteps: 300,
}

export const quickPlan: Plan = {
  ...fullPlan,
  repetitions: 3,
  slow: 500,
  shortest: 20,
  warmUp: 60,
  warmUpOfShort: 200,
  trainingSteps: 60,
}

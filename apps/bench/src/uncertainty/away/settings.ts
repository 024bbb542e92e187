import type { StudySettings } from '../study.ts'

/** What a run on a curve with a gap trains and measures. */
export interface AwaySettings extends StudySettings {
  /** Points for training, as many to fit the noise on, and test points of each region. */
  readonly points: { readonly train: number; readonly validation: number; readonly test: number }
  /** Of the targets. */
  readonly noise: number
  readonly hidden: readonly number[]
  /** Of each hidden layer, in the dropout nets. */
  readonly keep: number
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  /** Nets of an ensemble. */
  readonly members: number
  /** Monte Carlo samples of one net; those of an ensemble of dropout nets share them. */
  readonly samples: number
}

export function settingsFor(data: string, quick: boolean): AwaySettings {
  const shared = { data, noise: 0.1, keep: 0.9, batchSize: 20, learningRate: 0.01 }
  if (quick)
    return {
      ...shared,
      points: { train: 60, validation: 40, test: 20 },
      hidden: [16],
      epochs: 3,
      members: 2,
      samples: 10,
    }
  return {
    ...shared,
    points: { train: 200, validation: 200, test: 400 },
    hidden: [64, 64],
    epochs: 200,
    members: 5,
    samples: 500,
  }
}

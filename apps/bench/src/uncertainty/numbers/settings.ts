import type { StudySettings } from '../study.ts'

/** What a run on numbers trains and measures: the protocol of Hernández-Lobato and Adams 2015, with the nets of Gal and Ghahramani 2016. */
export interface NumberSettings extends StudySettings {
  readonly data: 'greenhouse' | 'friedman1'
  readonly rows: number
  /** Shares of the rows. The protocol's test is a tenth; validation, a fifth of the others, chooses the drop and fits the noise. */
  readonly parts: { readonly train: number; readonly validation: number; readonly test: number }
  /** Units of the one hidden layer. */
  readonly hidden: number
  /** Of input and hidden layer; the one with the highest likelihood of the validation rows is taken. */
  readonly drops: readonly number[]
  readonly epochs: number
  readonly batchSize: number
  readonly learningRate: number
  /** Nets of an ensemble. */
  readonly members: number
  /** Monte Carlo samples of one net; those of an ensemble of dropout nets share them. */
  readonly samples: number
}

/** The rates of drop are those of Gal and Ghahramani, and 0.2. */
export function settingsFor(data: string, quick: boolean): NumberSettings {
  const shared = {
    data: data as NumberSettings['data'],
    parts: { train: 0.72, validation: 0.18, test: 0.1 },
    hidden: 50,
    batchSize: 64,
    learningRate: 0.01,
  }
  if (quick) return { ...shared, rows: 300, drops: [0.05, 0.2], epochs: 3, members: 2, samples: 10 }
  return {
    ...shared,
    rows: data === 'friedman1' ? 10_000 : 5000,
    drops: [0.005, 0.01, 0.05, 0.1, 0.2],
    epochs: 80,
    members: 5,
    samples: 200,
  }
}

import type { Key } from '@thinned/rng'

/** One row, as a score sees it. */
export interface SetRow {
  /** Of the classes [C]. */
  readonly probabilities: Float64Array
  /** In [0, 1): drawn for this row; 1 without a key. */
  readonly draw: number
  /** 0 where the score needs none. */
  readonly uncertainty: number
}

/** Numbers that some scores take; each names its own. */
export interface SetScoreSettings {
  /** What each class beyond the first `kReg` adds to the score. */
  readonly penalty: number
  readonly kReg: number
  /** What is added to the uncertainty, in its unit. */
  readonly floor: number
}

/**
 * How badly each class fits a row. The set of a row are the classes whose score is at most the threshold. Within a row the score does not fall
 * where the probability does, so that a set that is not empty holds the most probable class. It is a function of its row alone: this is what the
 * guarantee rests on.
 */
export interface SetScore {
  /** The options that it takes, of those that only some scores take. */
  readonly takes: readonly ('key' | keyof SetScoreSettings)[]
  readonly needsUncertainty?: boolean
  /** Writes the score of each class. */
  readonly fill: (row: SetRow, settings: SetScoreSettings, scores: Float64Array) => void
}

/** A score with its settings. */
export interface FittedScore {
  readonly name: string
  readonly score: SetScore
  readonly settings: SetScoreSettings
  readonly key: Key | undefined
}

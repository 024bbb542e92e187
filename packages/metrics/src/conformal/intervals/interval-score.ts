/** What a model predicts of one row; NaN where the score needs it not. */
export interface IntervalRow {
  readonly predicted: number
  readonly deviation: number
  readonly low: number
  readonly high: number
}

export interface IntervalScoreSettings {
  /** What is added to the deviation, in its unit. */
  readonly floor: number
}

/**
 * How far a target lies out. The interval of a row are the targets whose score is at most the threshold. It is a function of its row alone:
 * this is what the guarantee rests on.
 */
export interface IntervalScore {
  readonly needs: readonly (keyof IntervalRow)[]
  /** The options that it takes, of those that only some scores take. */
  readonly takes: readonly (keyof IntervalScoreSettings)[]
  readonly score: (row: IntervalRow, target: number, settings: IntervalScoreSettings) => number
  /** The targets of scores up to the threshold; low above high where there are none. */
  readonly interval: (
    row: IntervalRow,
    threshold: number,
    settings: IntervalScoreSettings,
  ) => readonly [low: number, high: number]
}

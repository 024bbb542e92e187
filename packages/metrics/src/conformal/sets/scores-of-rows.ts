import { checkHolds, checkRows } from '../../batches/batch.ts'
import { MetricsError } from '../../metrics-error.ts'
import { checkPlaces, type RowPlaces, rowDraws } from './row-draws.ts'
import type { FittedScore } from './set-score.ts'

/** What a model predicts of n rows. */
export interface SetBatch {
  /** [n, classes], row-major: of the full network, the mean of Monte Carlo samples or of an ensemble, calibrated or not. */
  readonly probabilities: ArrayLike<number>
  readonly classes: number
  /** Of score 'normalized': from 0, higher where the model knows less [n], such as the entropy or the mutual information of Monte Carlo samples. */
  readonly uncertainty?: ArrayLike<number>
  /**
   * With a key: where the rows stand in the stream of draws, the place of the first or of each. Default 0, for a batch that starts there. Rows
   * of several calls have draws of their own where they have places of their own.
   */
  readonly row?: RowPlaces
}

/** Calls back with the scores of each row's classes, in an array that is used again. The batch is checked. */
export function scoresOfRows(
  { score, settings, key }: FittedScore,
  stream: 'calibration' | 'prediction',
  { probabilities, classes, uncertainty, row }: SetBatch,
  take: (row: number, scores: Float64Array) => void,
): void {
  const n = probabilities.length / classes
  const draws = rowDraws(key, stream, n, row)
  const own = new Float64Array(classes)
  const scores = new Float64Array(classes)
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < classes; c++) own[c] = probabilities[i * classes + c]!
    score.fill({ probabilities: own, draw: draws[i]!, uncertainty: uncertainty?.[i] ?? 0 }, settings, scores)
    take(i, scores)
  }
}

/** Refuses rows that are no distributions, and those without what the score needs. The number of rows. */
export function checkSetBatch({ name, score, settings }: FittedScore, batch: SetBatch): number {
  checkHolds(batch, 'probabilities')
  const { probabilities, classes, row } = batch
  checkRows(probabilities, classes)
  const n = probabilities.length / classes
  if (score.needsUncertainty) checkUncertainty(name, batch, n)
  if (score.takes.includes('kReg') && settings.kReg >= classes)
    throw new MetricsError(
      `Score '${name}' was given kReg ${settings.kReg} with ${classes} classes, so that it penalizes none of them. Give a smaller kReg, or take score: 'aps'.`,
    )
  checkPlaces(row ?? 0, n)
  return n
}

function checkUncertainty(name: string, batch: SetBatch, n: number): void {
  checkHolds(batch, 'probabilities', 'uncertainty')
  const { length } = batch.uncertainty!
  if (length !== n) throw new MetricsError(`${length} uncertainties were given for ${n} rows; there is one for each.`)
  for (let i = 0; i < n; i++) {
    const value = batch.uncertainty![i]!
    if (!(value >= 0 && value <= 1e150))
      throw new MetricsError(`Uncertainty ${i} is ${value}; score '${name}' takes numbers from 0 to 1e150.`)
  }
}

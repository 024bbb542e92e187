import { isKey, type Key } from '@thinned/rng'
import { Fault, integer, list, number, object, oneOf, optional, type Schema, value } from '@thinned/schema'
import { mostProbable } from '../../batches/most-probable.ts'
import { checkBatch, predictionAdvice } from '../../check-arguments.ts'
import { MetricsError } from '../../metrics-error.ts'
import { rowsNeeded } from '../calibration-quantile.ts'
import type { ClassSets } from './class-sets.ts'
import * as setScores from './scores/index.ts'
import { checkSetBatch, type SetBatch, scoresOfRows } from './scores-of-rows.ts'
import type { FittedScore, SetScore } from './set-score.ts'

/** A score of sets. */
export type SetScoreName = keyof typeof setScores

export const SET_SCORES: Readonly<Record<SetScoreName, SetScore>> = setScores
export const setScoreNames: readonly SetScoreName[] = Object.keys(setScores) as SetScoreName[]

/** The state of fitted sets: plain JSON, to save with the model. `conformalFromState` restores it. */
export interface ConformalSetsState {
  readonly kind: 'sets'
  readonly score: SetScoreName
  readonly alpha: number
  readonly emptySets: 'fill' | 'keep'
  readonly classes: number
  /** How many rows it was fitted on. */
  readonly rows: number
  /** The largest score of a class in a set: one for all classes, or one for each. */
  readonly thresholds: readonly number[]
  readonly key?: Key
  readonly penalty?: number
  readonly kReg?: number
  readonly floor?: number
}

/** Conformal sets, fitted. */
export interface FittedConformalSets {
  readonly state: ConformalSetsState
  /**
   * The sets of rows, each the same whatever the other rows.
   *
   * @throws {MetricsError} where rows are no distributions, or of other classes than those of the calibration.
   */
  sets(batch: SetBatch): ClassSets
}

const fields = object({
  kind: oneOf('sets'),
  score: oneOf(...setScoreNames),
  alpha: number({ above: 0, below: 1 }),
  emptySets: oneOf('fill', 'keep'),
  classes: integer({ from: 1 }),
  rows: integer({ from: 1 }),
  thresholds: list(number()),
  key: optional(value<Key>('a key', isKey)),
  penalty: optional(number({ from: 0 })),
  kReg: optional(integer({ from: 0 })),
  floor: optional(number({ above: 0 })),
})

const optionalNames = ['key', 'penalty', 'kReg', 'floor'] as const

/** A state whose parts belong together. */
export const setsState: Schema<ConformalSetsState> = {
  takes: fields.takes,
  read(given, path) {
    const { key, penalty, kReg, floor, ...state } = fields.read(given, path)
    const { score, classes, thresholds, alpha, rows } = state
    if (thresholds.length !== 1 && thresholds.length !== classes)
      throw new Fault(`${path}.thresholds`, thresholds, `a list of 1 or of ${classes}`)
    if (rows < rowsNeeded(alpha)) throw new Fault(`${path}.rows`, rows, `an integer from ${rowsNeeded(alpha)}`)
    const some = { key, penalty, kReg, floor }
    const { takes } = SET_SCORES[score]
    for (const name of optionalNames) {
      if (some[name] !== undefined && !takes.includes(name))
        throw new Fault(`${path}.${name}`, some[name], `nothing with score '${score}'`)
      // Without a key nothing is drawn; the other settings have no default in a state.
      if (some[name] === undefined && takes.includes(name) && name !== 'key')
        throw new Fault(`${path}.${name}`, undefined, 'a number')
    }
    const present = Object.entries(some).filter(([, each]) => each !== undefined)
    return { ...state, ...Object.fromEntries(present) }
  },
}

/** The score of a state, with its settings. */
export const scoreOf = ({ score, penalty = 0, kReg = 0, floor = 0, key }: ConformalSetsState): FittedScore => ({
  name: score,
  score: SET_SCORES[score],
  settings: { penalty, kReg, floor },
  key,
})

/** Sets of a state that was checked. */
export function fittedSets(state: ConformalSetsState): FittedConformalSets {
  const { thresholds, classes, emptySets } = state
  return {
    state,
    sets(batch) {
      checkBatch('sets', batch)
      if (batch.classes !== classes)
        throw new MetricsError(
          `The sets were fitted on ${classes} classes, but were given ${batch.classes}.${predictionAdvice(batch)}`,
          {
            code: 'mismatch',
          },
        )
      const score = scoreOf(state)
      const sizes = new Int32Array(checkSetBatch(score, batch))
      const mask = new Uint8Array(sizes.length * classes)
      scoresOfRows(score, 'prediction', batch, (row, scores) => {
        for (let c = 0; c < classes; c++) {
          const isIn = scores[c]! <= thresholds[thresholds.length === 1 ? 0 : c]!
          mask[row * classes + c] = isIn ? 1 : 0
          sizes[row]! += isIn ? 1 : 0
        }
      })
      if (emptySets === 'fill') fill(mask, sizes, mostProbable(batch.probabilities, classes))
      return { mask, classes, sizes }
    },
  }
}

/** Gives each empty set one class. */
function fill(mask: Uint8Array, sizes: Int32Array, first: Int32Array): void {
  const classes = mask.length / sizes.length
  for (let row = 0; row < sizes.length; row++) {
    if (sizes[row]! > 0) continue
    mask[row * classes + first[row]!] = 1
    sizes[row] = 1
  }
}

import { isKey, type Key } from '@thinned/rng'
import {
  boolean,
  type Fields,
  formatValue,
  integer,
  joined,
  number,
  oneOf,
  optional,
  value,
  withDefault,
} from '@thinned/schema'
import { checkProbabilities, type ProbabilityBatch } from '../../batches/batch.ts'
import { checkBatch } from '../../check-arguments.ts'
import { MetricsError } from '../../metrics-error.ts'
import { metricOptions } from '../../options.ts'
import { calibrationQuantile } from '../calibration-quantile.ts'
import {
  type ConformalSetsState,
  type FittedConformalSets,
  fittedSets,
  SET_SCORES,
  type SetScoreName,
  scoreOf,
  setScoreNames,
} from './fitted-sets.ts'
import { checkSetBatch, type SetBatch, scoresOfRows } from './scores-of-rows.ts'

export interface ConformalSetsOptions {
  /** How often a set may miss the true class, in (0, 1): 0.1 for sets that hold it 9 times in 10. */
  readonly alpha: number
  /** How badly a class fits; default 'thr'. The README compares them. */
  readonly score?: SetScoreName
  /**
   * Of 'aps' and 'raps': draws a number for each row, so that the sets hold the true class as often as asked for, and not more. Without a key
   * nothing is drawn, and the sets are larger.
   */
  readonly key?: Key
  /** A threshold for each class, so that each class is missed at most as often as `alpha` says. Default false: one for all. */
  readonly perClass?: boolean
  /**
   * 'fill' (default): a set that would be empty has the most probable class, so that the sets hold the true class more often than asked for.
   * 'keep': it stays empty.
   */
  readonly emptySets?: 'fill' | 'keep'
  /** Of 'raps': how much each class beyond the first `kReg` adds to the score, from 0. Default 0.01. */
  readonly penalty?: number
  /** Of 'raps': how many classes come without penalty, an integer from 0, below the number of classes. Default 5. */
  readonly kReg?: number
  /** Of 'normalized', and required there: what is added to the uncertainty, above 0, such as its median. */
  readonly floor?: number
}

/** What sets are fitted on: rows that the model was not trained on. */
export interface SetCalibrationBatch extends SetBatch, ProbabilityBatch {}

const fields = {
  alpha: number({ above: 0, below: 1 }, ', such as 0.1'),
  score: withDefault<SetScoreName>(oneOf(...setScoreNames), 'thr'),
  key: optional(value<Key>('a key to draw by, such as key(7)', isKey)),
  perClass: withDefault(boolean, false),
  emptySets: withDefault(oneOf('fill', 'keep'), 'fill'),
  penalty: optional(number({ from: 0 })),
  kReg: optional(integer({ from: 0 })),
  floor: optional(number({ above: 0 })),
} satisfies Fields<ConformalSetsOptions>

const read = metricOptions('conformalSets', fields, {
  level: 'alpha',
  coverage: 'alpha',
  confidence: 'alpha',
  method: 'score',
  lambda: 'penalty',
  beta: 'floor',
  mondrian: 'perClass',
  seed: 'key',
})

/** Of the options that only some scores take; the floor has none. */
const DEFAULTS = { penalty: 0.01, kReg: 5 }

/**
 * Sets of classes that hold the true one with a probability of 1 − alpha or more, whatever the model: split conformal prediction. `fit` takes rows
 * that the model was not trained on, n of them, and finds the threshold of the score; `sets` gives each new row the classes whose score is at most
 * that. The guarantee is an average over calibrations and rows that are drawn alike (exchangeable), not one for each row. One calibration covers a
 * share of all rows that varies by some √(alpha (1 − alpha)/n): its law is Beta(k, n + 1 − k) with k = ⌈(n + 1)(1 − alpha)⌉.
 *
 * Sources: Vovk, Gammerman and Shafer 2005; 'thr': Sadinle, Lei and Wasserman 2019; 'aps': Romano, Sesia and Candès 2020; 'raps': Angelopoulos
 * et al. 2021; 'normalized': 'thr' over an uncertainty, as Papadopoulos and Haralambous 2011 normalize residuals; `perClass`: Vovk 2012.
 *
 * @throws {MetricsError} on options that cannot be; `fit`: where rows are too few for alpha (1/alpha − 1, or as many of each class).
 *
 * @example
 * ```ts
 * import { conformalSets, setMembers } from '@thinned/metrics'
 *
 * const heldOut = { probabilities: [0.9, 0.1, 0, 0.2, 0.7, 0.1, 0.1, 0.3, 0.6, 0.5, 0.4, 0.1], classes: 3, labels: [0, 1, 2, 1] }
 * const fitted = conformalSets({ alpha: 0.2 }).fit(heldOut)
 * console.log(fitted.state.thresholds) // [ 0.6 ]
 * const { mask, classes } = fitted.sets({ probabilities: [0.95, 0.03, 0.02, 0.45, 0.42, 0.13], classes: 3 })
 * console.log(setMembers({ mask, classes })) // [ [ 0 ], [ 0, 1 ] ]
 * ```
 */
export function conformalSets(options: ConformalSetsOptions): {
  fit(batch: SetCalibrationBatch): FittedConformalSets
} {
  const { alpha, score, perClass, emptySets, ...some } = read(options)
  const settings = settingsOf(score, some)
  return {
    fit(batch) {
      checkBatch('conformalSets.fit', batch)
      checkProbabilities(batch)
      const { classes, labels } = batch
      const base = { kind: 'sets', score, alpha, emptySets, classes, rows: labels.length, ...settings } as const
      const groups: number[][] = Array.from({ length: perClass ? classes : 1 }, () => [])
      const fitted = scoreOf({ ...base, thresholds: [] })
      checkSetBatch(fitted, batch)
      scoresOfRows(fitted, 'calibration', batch, (row, scores) => {
        const label = labels[row]!
        groups[perClass ? label : 0]!.push(scores[label]!)
      })
      const thresholds = groups.map((values, c) =>
        calibrationQuantile('conformalSets', values, alpha, perClass ? `rows of class ${c}` : 'rows'),
      )
      return fittedSets({ ...base, thresholds })
    },
  }
}

type Settings = Pick<ConformalSetsState, 'key' | 'penalty' | 'kReg' | 'floor'>

/** The settings that the score takes, with their defaults; refuses others. */
function settingsOf(
  score: SetScoreName,
  given: { readonly [Name in keyof Settings]-?: Settings[Name] | undefined },
): Settings {
  const { takes } = SET_SCORES[score]
  for (const name of ['key', 'penalty', 'kReg', 'floor'] as const) {
    if (given[name] === undefined || takes.includes(name)) continue
    const others = setScoreNames.filter((other) => SET_SCORES[other].takes.includes(name)).map((other) => `'${other}'`)
    throw new MetricsError(
      `conformalSets was given ${name} ${formatValue(given[name])} with score '${score}'; only ${joined(others, 'and')} ${others.length > 1 ? 'take' : 'takes'} it.`,
    )
  }
  if (takes.includes('floor') && given.floor === undefined)
    throw new MetricsError(
      `conformalSets was given no floor with score '${score}'; it takes a number above 0, such as the median of the uncertainty of rows seen before.`,
    )
  return Object.fromEntries(
    takes.flatMap((name) => {
      const setting = given[name] ?? (name === 'key' || name === 'floor' ? undefined : DEFAULTS[name])
      return setting === undefined ? [] : [[name, setting]]
    }),
  )
}

import { type ActivationBatch, activationSparsity, coAdaptation, measure } from '@thinned/metrics'
import { integer, type Schema, value } from '@thinned/schema'
import { DiagnosisError } from '../diagnosis-error.ts'
import { diagnosisOptions } from '../options.ts'
import { type Histogram, histogramOf } from './histogram.ts'

/** What the activations of one layer of units say, in plain JSON. */
export interface UnitStatistics {
  readonly units: number
  /** How many rows of activations were looked at: the examples, times the positions where a layer has units at each. */
  readonly rows: number
  /** The mean of all activations. */
  readonly mean: number
  /** The share of activations that are exactly 0, in [0, 1]. */
  readonly zeroShare: number
  /**
   * Hoyer's sparsity of a row, (√u − Σ|a| / √(Σa²)) / (√u − 1) for u units, as a mean over the rows that are not all 0: 0 where all units are
   * equally active, 1 where one is. Null for a single unit, and where every row is 0. Source: Hoyer 2004.
   */
  readonly hoyer: number | null
  /** The indices of the dead units: those that were 0 in every row. */
  readonly dead: readonly number[]
  /** The mean absolute correlation of two units, over all pairs that vary (`coAdaptation` of `@thinned/metrics`). Null without such a pair. */
  readonly correlation: number | null
  /** The mean activation of each unit [units]. */
  readonly unitMeans: readonly number[]
  /** How many units have which mean activation: figure 8 of Srivastava et al. 2014, left. */
  readonly meansHistogram: Histogram
  /** How many activations have which value: the same figure, right. */
  readonly activationsHistogram: Histogram
}

const readBatch = diagnosisOptions('unitStatistics', {
  activations: value<ArrayLike<number>>(
    'the activations of the units, row by row: one number or more, all finite',
    (given) =>
      (Array.isArray(given) || ArrayBuffer.isView(given)) &&
      (given as unknown as ArrayLike<number>).length > 0 &&
      allFinite(given as unknown as ArrayLike<number>),
  ),
  units: integer({ from: 1 }),
} satisfies { readonly [Name in keyof ActivationBatch]: Schema })

/**
 * How sparse, how correlated and how alive units are, by their activations [rows, units] in the full network, after the activation function.
 * `diagnose` takes them from a model.
 *
 * @throws {DiagnosisError} where the activations do not divide into rows of `units`, or are no finite numbers.
 * @example
 * ```ts
 * import { unitStatistics } from '@thinned/diagnosis'
 *
 * // Units 0 and 1 rise together; unit 2 is dead.
 * const { zeroShare, dead, correlation } = unitStatistics({ activations: [0, 1, 0, 1, 2, 0, 2, 3, 0], units: 3 })
 * console.log(zeroShare.toFixed(2), dead, correlation!.toFixed(2)) // 0.44 [ 2 ] 1.00
 * ```
 */
export function unitStatistics(batch: ActivationBatch): UnitStatistics {
  const { activations, units } = readBatch(batch)
  if (activations.length % units !== 0)
    throw new DiagnosisError(
      `unitStatistics was given ${activations.length} activations of ${units} units; they are rows of one number for each unit.`,
    )
  const rows = activations.length / units
  const { activeShare, mean, unitMeans } = measure(activationSparsity(), { activations, units })
  return {
    units,
    rows,
    mean,
    zeroShare: 1 - activeShare,
    hoyer: meanHoyer(activations, units),
    dead: deadUnits(activations, units),
    correlation: variedUnits(activations, units) < 2 ? null : measure(coAdaptation(), { activations, units }),
    unitMeans,
    meansHistogram: histogramOf(unitMeans),
    activationsHistogram: histogramOf(activations),
  }
}

/** A loop, which is far faster over a typed array than the general `every`. */
function allFinite(values: ArrayLike<unknown>): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}

function meanHoyer(activations: ArrayLike<number>, units: number): number | null {
  let [total, counted] = [0, 0]
  for (let start = 0; start < activations.length; start += units) {
    let [absolute, squares] = [0, 0]
    for (let i = start; i < start + units; i++) {
      absolute += Math.abs(activations[i]!)
      squares += activations[i]! * activations[i]!
    }
    if (squares === 0) continue
    total += (Math.sqrt(units) - absolute / Math.sqrt(squares)) / (Math.sqrt(units) - 1)
    counted++
  }
  return units === 1 || counted === 0 ? null : total / counted
}

/** The units whose every activation is `0`. */
function deadUnits(activations: ArrayLike<number>, units: number): number[] {
  return unitsThat(units, (unit) => everyRow(activations, units, unit, 0))
}

function variedUnits(activations: ArrayLike<number>, units: number): number {
  return unitsThat(units, (unit) => !everyRow(activations, units, unit, activations[unit]!)).length
}

const unitsThat = (units: number, fits: (unit: number) => boolean): number[] =>
  Array.from({ length: units }, (_, unit) => unit).filter(fits)

function everyRow(activations: ArrayLike<number>, units: number, unit: number, expected: number): boolean {
  for (let i = unit; i < activations.length; i += units) if (activations[i] !== expected) return false
  return true
}

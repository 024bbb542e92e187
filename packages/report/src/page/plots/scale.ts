import { log } from '@thinned/math/float64'
import { scaleLinear } from 'd3-scale'
import type { Axis } from '../block.ts'
import { isWide, linearTicks, logTicks, type Tick } from './ticks.ts'

/** An axis with the place of each value. */
export interface Scale {
  readonly from: number
  readonly to: number
  /** Where a value stands; undefined for what has no place, such as NaN, and 0 on a log axis. */
  at(value: number | null): number | undefined
  /** At most `most` ticks. */
  ticks(most: number): readonly Tick[]
}

export interface ScaleOptions {
  readonly axis: Axis
  readonly values: readonly (number | null)[]
  /** The coordinates of the two ends. */
  readonly range: readonly [number, number]
  /** For how many ticks a linear axis ends at round values, and at 0 where the values come near. Without it, an axis ends at its values. */
  readonly round?: number
}

/** Values whose differences are numbers too; above 0 on a log axis. */
const isPlaced = (value: number | null, isLog: boolean): value is number =>
  value !== null && Math.abs(value) <= 8e307 && (!isLog || value >= 1e-300)

export function scaleOf({ axis, values, range, round }: ScaleOptions): Scale {
  const isLog = axis.scale === 'log'
  const placed = values.filter((value) => isPlaced(value, isLog))
  const [from, to] = isLog ? domainOf(axis, placed, false) : roundedDomain(axis, placed, round)
  const place = isLog ? (value: number) => log(value) : (value: number) => value
  const scale = scaleLinear([place(from), place(to)], range)
  const whole = placed.every(Number.isInteger)
  return {
    from,
    to,
    at(value) {
      const coordinate = isPlaced(value, isLog) ? scale(place(value)) : Number.NaN
      return Number.isFinite(coordinate) ? coordinate : undefined
    },
    ticks: (most) => (isLog ? logTicks(from, to, most) : linearTicks(from, to, most, whole)),
  }
}

function roundedDomain(axis: Axis, values: readonly number[], round: number | undefined): [number, number] {
  const [from, to] = domainOf(axis, values, round !== undefined)
  if (round === undefined) return [from, to]
  const [low, high] = roundEnds(from, to, round)
  return [axis.from ?? low, axis.to ?? high]
}

/** Round values around two ends, for about so many ticks. */
export function roundEnds(from: number, to: number, ticks: number): readonly [number, number] {
  const [low = from, high = to] = scaleLinear([from, to], [0, 1]).nice(ticks).domain()
  return Number.isFinite(high - low) ? [low, high] : [from, to]
}

function domainOf(axis: Axis, values: readonly number[], fromZero: boolean): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) [low, high] = axis.scale === 'log' ? [0.1, 1] : [0, 1]
  // A scale that nearly begins at 0 begins there.
  if (fromZero && low > 0 && low < 0.5 * high) low = 0
  const ends = [axis.from ?? Math.min(low, axis.to ?? low), axis.to ?? Math.max(high, axis.from ?? high)] as const
  return isWide(...ends) ? [...ends] : around(ends[0], axis)
}

/** A domain around a single value, within the ends that are given. */
function around(value: number, { scale, from, to }: Axis): [number, number] {
  if (scale === 'log') return [from ?? value / 1.5, to ?? value * 1.5]
  const half = Number.isInteger(value) && Math.abs(value) < 1e6 ? 0.5 : Math.max(Math.abs(value) / 10, 1e-300)
  return [from ?? value - half, to ?? value + half]
}

import { scaleLinear } from 'd3-scale'
import { showNumber } from '../numbers.ts'

export interface Tick {
  readonly value: number
  readonly label: string
}

/** Ticks with as many digits as tell them apart. */
function labeled(values: readonly number[]): readonly Tick[] {
  let digits = 4
  const label = (value: number): string => showNumber(value, digits)
  while (digits < 17 && new Set(values.map(label)).size < values.length) digits += 1
  return values.map((value) => ({ value, label: label(value) }))
}

/** Round values between two ends, at most `most`; integers where only these can be. */
export function linearTicks(from: number, to: number, most: number, whole: boolean): readonly Tick[] {
  if (!isWide(from, to)) return []
  const scale = scaleLinear([from, to], [0, 1])
  for (let count = most; count > 0; count -= 1) {
    const values = scale.ticks(count).filter((value) => !whole || Number.isInteger(value))
    if (values.length <= most) return labeled(values)
  }
  return []
}

/** Whether there are numbers enough between two ends. */
export const isWide = (from: number, to: number): boolean =>
  to - from > Math.max(1e-300, 1e-12 * Math.max(Math.abs(from), Math.abs(to)))

/** Which multiples of the powers of ten have a tick: the first that are few enough. */
const MULTIPLES: readonly (readonly number[])[] = [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]

/** Ticks of a log axis: multiples of powers of ten, or the round values of a linear axis where these are fewer than two. */
export function logTicks(from: number, to: number, most: number): readonly Tick[] {
  const [first, last] = [exponentOf(from), exponentOf(to)]
  const between = (values: readonly number[]): number[] => values.filter((value) => value >= from && value <= to)
  if (last - first <= most)
    for (const multiples of MULTIPLES) {
      const values = between(
        powers(first, last, 1).flatMap((power) => multiples.map((multiple) => decimal(multiple, power))),
      )
      if (values.length > 1 && values.length <= most) return labeled(values)
    }
  const values = between(powers(first, last, Math.ceil((last - first + 1) / most)).map((power) => decimal(1, power)))
  return values.length > 1 ? labeled(values) : linearTicks(from, to, most, false)
}

/** The power of ten at or below a value. */
const exponentOf = (value: number): number => Number(value.toExponential().split('e')[1])

/** The multiples of `step` from `first` to `last`. */
function powers(first: number, last: number, step: number): number[] {
  const start = Math.ceil(first / step)
  return Array.from({ length: Math.floor(last / step) - start + 1 }, (_, i) => (start + i) * step)
}

/** The number that is written so: nearest to its digits, which a product need not be. */
const decimal = (multiple: number, exponent: number): number => Number(`${multiple}e${exponent}`)

import { NONE, showNumber, withMinus } from '../page/numbers.ts'

/** Whether there is a number to show. */
const isShown = (value: number | null | undefined): value is number => Number.isFinite(value)

/** A fraction in percent: 0.25 is 25.0 % with one decimal; a dash where there is none. */
export function percentOf(fraction: number | null | undefined, decimals: number): string {
  return isShown(fraction) ? withMinus(`${(100 * fraction).toFixed(decimals)} %`) : NONE
}

/** A fraction in whole percent. */
export const whole = (fraction: number): string => percentOf(fraction, 0)

/** A number from 0 to 1 with three decimals; a dash where there is none. */
export function showScore(value: number | null | undefined): string {
  return isShown(value) ? withMinus(value.toFixed(3)) : NONE
}

/** A number that may be infinite. */
export function showNats(value: number): string {
  return Math.abs(value) === Infinity ? withMinus(value > 0 ? '∞' : '-∞') : showMeasured(value)
}

/** A measured number with four digits, its zeros too, so that those beside each other have as many; a dash where there is none. */
export function showMeasured(value: number | null | undefined): string {
  const size = Math.abs(value ?? 0)
  return isShown(value) && size >= 1e-3 && size < 9999.5 ? withMinus(value.toPrecision(4)) : showNumber(value)
}

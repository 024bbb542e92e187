import { showNumber } from '../page/numbers.ts'

const MINUS = '−'

/** A fraction in percent: 0.25 is 25.0 % with one decimal; a dash where there is none. */
export function percentOf(fraction: number | null | undefined, decimals: number): string {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return '–'
  return `${(100 * fraction).toFixed(decimals).replace('-', MINUS)} %`
}

/** A fraction in whole percent. */
export const whole = (fraction: number): string => percentOf(fraction, 0)

/** A number from 0 to 1 with three decimals; a dash where there is none. */
export function showScore(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(3).replace('-', MINUS)
}

/** A number that may be infinite. */
export function showNats(value: number): string {
  return value === Infinity ? '∞' : value === -Infinity ? `${MINUS}∞` : showNumber(value)
}

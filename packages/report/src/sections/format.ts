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
  return value === Infinity ? '∞' : value === -Infinity ? `${MINUS}∞` : showMeasured(value)
}

/** A measured number with four digits, its zeros too, so that those beside each other have as many; a dash where there is none. */
export function showMeasured(value: number | null | undefined): string {
  const size = Math.abs(value ?? 0)
  return value !== null && value !== undefined && size >= 1e-3 && size < 9999.5
    ? value.toPrecision(4).replace('-', MINUS)
    : showNumber(value)
}

import type { DemoData } from '../data/demo-data.ts'

/** A fraction as text: 0.25 is 25.0 % with one digit. */
export function percent(fraction: number, digits: number): string {
  return `${(100 * fraction).toFixed(digits)} %`
}

/** A number of the user's units with four digits, thousands in groups where they are readable. */
export function number(value: number): string {
  const size = Math.abs(value)
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '–' : value > 0 ? '∞' : '−∞'
  if (size !== 0 && (size < 1e-3 || size >= 1e9)) return value.toExponential(3)
  const digits = size >= 1000 ? Math.ceil(Math.log10(size + 1)) : 4
  return value.toLocaleString('en-US', { minimumSignificantDigits: digits, maximumSignificantDigits: digits })
}

/** An error as the task measures it. */
export function errorText(task: DemoData['task'], error: number, digits: number): string {
  return task === 'classification' ? percent(error, digits) : number(error)
}

/** What an error is called. */
export function errorName(task: DemoData['task']): string {
  return task === 'classification' ? 'error' : 'RMSE'
}

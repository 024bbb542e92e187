/** What stands where there is no number. */
export const NONE = '–'

/** A number with so many significant digits, the same text everywhere: 0.1234, 12.34, 1234, 1.234e−5. */
export function showNumber(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e9) return withMinus(`${value + 0}`)
  if (size >= 1e-3 && size < 1e6) return withMinus(`${Number(value.toPrecision(digits))}`)
  const [mantissa, power] = value.toExponential(digits - 1).split('e')
  return withMinus(`${Number(mantissa)}e${Number(power)}`)
}

/** A number as it is written in full, such as a seed. */
export const showExact = (value: number): string => withMinus(`${value + 0}`)

/** With the minus sign in place of the hyphen. */
export const withMinus = (text: string): string => text.replaceAll('-', '−')

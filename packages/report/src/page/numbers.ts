/** A number with four significant digits, the same text everywhere: 0.1234, 12.34, 1234, 1.234e-5; a dash where there is none. */
export function showNumber(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–'
  if (Number.isInteger(value) && Math.abs(value) < 1e9) return `${value}`.replace('-', '−')
  const size = Math.abs(value)
  const shown =
    size >= 1e-3 && size < 1e6 ? `${Number(value.toPrecision(4))}` : value.toExponential(3).replace('e+', 'e')
  return shown.replaceAll('-', '−')
}

/** A share as a percentage with one decimal. */
export function showShare(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value)
    ? '–'
    : `${(100 * value).toFixed(1).replace('-', '−')} %`
}

export interface ShownProps {
  readonly name: string
  readonly value: number | null | undefined
  readonly digits?: number
  /** A time, or another number of this machine: the link to what is shown does not give it again. */
  readonly measured?: boolean
}

/** A number as text, with its exact value in the element: `<data data-name="gap" value="0.12345678">0.123</data>`. */
export function Shown({ name, value, digits = 3, measured = false }: ShownProps) {
  return (
    <data data-name={name} value={value ?? ''} {...(measured && { 'data-measured': '' })}>
      {showNumber(value, digits)}
    </data>
  )
}

export interface PercentProps {
  readonly name: string
  /** A share: 0.125 is shown as 12.5 %. */
  readonly value: number | undefined
  /** What stands behind the number: 'points' for a difference of shares. */
  readonly unit?: string
}

/** A share in percent, with its exact value in the element; a dash where there is none. */
export function Percent({ name, value, unit = '%' }: PercentProps) {
  const isNone = value === undefined || Number.isNaN(value)
  return (
    <data data-name={name} value={value ?? ''}>
      {isNone ? '–' : `${showNumber(100 * value, 1)} ${unit}`.trim()}
    </data>
  )
}

/** A number with so many digits after the point; a dash where there is none. */
export function showNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  return value
    .toFixed(digits)
    .replace(/^-(?=[0.]*$)/, '')
    .replace(/^-/, '−')
}

/** A keep of a slider, without the digits that rounding adds. */
export const showKeep = (keep: number): string => String(Number(keep.toFixed(2)))

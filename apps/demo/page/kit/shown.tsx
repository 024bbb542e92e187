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

/** A number with so many digits after the point; a dash where there is none. */
export function showNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  return value
    .toFixed(digits)
    .replace(/^-(?=[0.]*$)/, '')
    .replace(/^-/, '−')
}

/** A number as text, with its exact value in the element: `<data data-name="gap" value="0.12345678">0.123</data>`. */
export function Shown({
  name,
  value,
  digits = 3,
}: {
  name: string
  value: number | null | undefined
  digits?: number
}) {
  return (
    <data data-name={name} value={value ?? ''}>
      {showNumber(value, digits)}
    </data>
  )
}

/** A number with so many digits after the point; a dash where there is none. */
export function showNumber(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  return value.toFixed(digits).replace(/^-/, '−')
}

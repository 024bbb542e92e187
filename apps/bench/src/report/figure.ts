/** A figure with three significant digits, never in powers of ten. */
export function figure(value: number): string {
  const magnitude = Math.abs(value)
  return value.toFixed(magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : magnitude >= 1 ? 2 : 3)
}

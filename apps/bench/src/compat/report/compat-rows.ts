import type { Answer, CompatFinding } from '../compat.ts'
import type { Value, Values } from '../compat-case.ts'

/** What one party printed, and what it is worth. */
export interface CompatRow {
  readonly library: string
  readonly printed: string
  readonly verdict: 'right' | 'not right' | 'not seen'
}

/** The library's row and Thinned's. */
export function compatRows({ library, theirs, ours }: CompatFinding): CompatRow[] {
  const row = (library: string, { values, holds }: Answer): CompatRow => ({
    library,
    printed: textOf(values),
    verdict: holds ? 'right' : 'not right',
  })
  return [
    'why' in theirs
      ? { library, printed: `nothing: ${theirs.why}`, verdict: 'not seen' }
      : row(`${library} ${theirs.version}`, theirs),
    row('Thinned', ours),
  ]
}

/** What was printed, by name, with three digits behind the point. */
export function textOf(values: Values): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}: ${shown(value)}`)
    .join('; ')
}

function shown(value: Value | number): string {
  if (Array.isArray(value)) return `[${value.map((one) => shown(one)).join(', ')}]`
  return typeof value === 'number' ? String(Number(value.toFixed(3))) : String(value)
}

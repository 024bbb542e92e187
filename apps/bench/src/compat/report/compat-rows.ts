import type { Answer, CompatFinding } from '../compat.ts'
import type { Value, Values } from '../compat-case.ts'

/** What one party printed, and what it is worth. */
export interface CompatRow {
  readonly who: string
  readonly printed: string
  readonly verdict: 'right' | 'not right' | 'not seen'
}

/** The library's row and Thinned's. */
export function compatRows({ library, theirs, ours }: CompatFinding): CompatRow[] {
  const row = (who: string, { values, holds }: Answer): CompatRow => ({
    who,
    printed: textOf(values),
    verdict: holds ? 'right' : 'not right',
  })
  return [
    'why' in theirs
      ? { who: library, printed: `nothing: ${theirs.why}`, verdict: 'not seen' }
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

import { ReportError } from './report-error.ts'
import type { NamedRun } from './runs.ts'

/** Refuses names that are those of no run. @throws {ReportError} */
export function checkNames(option: string, names: readonly string[], runs: readonly Pick<NamedRun, 'name'>[]): void {
  const known = runs.map(({ name }) => name)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const says =
    known[0] === ''
      ? `the run has no name; give it one: report({ ${quoted(unknown)}: run })`
      : `the runs are ${known.map(quoted).join(', ')}; use their names`
  throw new ReportError(`report was given ${option} for ${quoted(unknown)}, but ${says}.`, { code: 'mismatch' })
}

const quoted = (name: string): string => `'${name}'`

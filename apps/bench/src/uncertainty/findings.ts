import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { UsageError } from '../cli/usage-error.ts'
import { type Machine, machine } from '../machine.ts'
import type { StudySettings } from './study.ts'

/** What one seed gave, plain JSON. */
export interface SeedFindings {
  readonly seed: number
}

/** What a run of `bench uncertainty` found, plain JSON. */
export interface Findings<Settings extends StudySettings = StudySettings, OfSeed extends SeedFindings = SeedFindings> {
  readonly settings: Settings
  readonly machine: Machine
  /** The commit of the sources, or 'unknown'. */
  readonly commit: string
  readonly seeds: readonly OfSeed[]
}

export function findingsOf<Settings extends StudySettings, OfSeed extends SeedFindings>(
  settings: Settings,
  seeds: readonly OfSeed[],
): Findings<Settings, OfSeed> {
  return { settings, machine: machine(), commit: commitOf(), seeds }
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}

/** As JSON, which has no number for an infinite log loss. */
export function formatFindings(findings: Findings): string {
  return `${JSON.stringify(findings, (_, value) => (value === Number.POSITIVE_INFINITY ? 'Infinity' : value), 1)}\n`
}

/** The findings of a file. */
export function readFindings(file: string): Findings {
  try {
    return JSON.parse(readFileSync(file, 'utf8'), (_, value) =>
      value === 'Infinity' ? Number.POSITIVE_INFINITY : value,
    ) as Findings
  } catch (error) {
    throw new UsageError(`${file} cannot be read as findings: ${(error as Error).message}.`)
  }
}

/**
 * The seeds that an earlier run left in a file.
 *
 * @throws {UsageError} where they are of other settings.
 */
export function earlierSeeds(file: string, settings: StudySettings): readonly SeedFindings[] {
  if (!existsSync(file)) return []
  const earlier = readFindings(file)
  if (JSON.stringify(earlier.settings) !== JSON.stringify(settings))
    throw new UsageError(`${file} holds a run of other settings; give another file, or delete it.`)
  return earlier.seeds
}

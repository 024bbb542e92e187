import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { UsageError } from '../cli/usage-error.ts'
import { type Machine, machine } from '../machine.ts'
import type { Measures } from './measures/evidence.ts'
import type { PredictorName } from './predictors.ts'
import type { Settings } from './settings.ts'

/** What one seed gave. */
export interface SeedFindings {
  readonly seed: number
  readonly measures: Readonly<Record<PredictorName, Measures>>
  /** What sampling with a tolerance spent, with Monte Carlo dropout. */
  readonly sampling: Measures
  /** The mean entropy of the 1s at each angle. */
  readonly entropyOfOnes: Readonly<Record<PredictorName, readonly number[]>>
}

/** What a run of `bench uncertainty` found, plain JSON. */
export interface UncertaintyFindings {
  readonly settings: Settings
  readonly machine: Machine
  /** The commit of the sources, or 'unknown'. */
  readonly commit: string
  readonly seeds: readonly SeedFindings[]
}

export function findingsOf(settings: Settings, seeds: readonly SeedFindings[]): UncertaintyFindings {
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
export function formatFindings(findings: UncertaintyFindings): string {
  return `${JSON.stringify(findings, (_, value) => (value === Number.POSITIVE_INFINITY ? 'Infinity' : value), 1)}\n`
}

/** The findings of a file. */
export function readFindings(file: string): UncertaintyFindings {
  try {
    return JSON.parse(readFileSync(file, 'utf8'), (_, value) =>
      value === 'Infinity' ? Number.POSITIVE_INFINITY : value,
    ) as UncertaintyFindings
  } catch (error) {
    throw new UsageError(`${file} cannot be read as findings: ${(error as Error).message}.`)
  }
}

/**
 * The seeds that an earlier run left in a file.
 *
 * @throws {UsageError} where they are of other settings.
 */
export function earlierSeeds(file: string, settings: Settings): readonly SeedFindings[] {
  if (!existsSync(file)) return []
  const earlier = readFindings(file)
  if (JSON.stringify(earlier.settings) !== JSON.stringify(settings))
    throw new UsageError(`${file} holds a run of other settings; give another file, or delete it.`)
  return earlier.seeds
}

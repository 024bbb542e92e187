import type { Backend } from '@thinned/tensor'
import type { Findings, SeedFindings } from './findings.ts'

/** Figures by name, plain JSON. */
export type Measures = Readonly<Record<string, number>>

export interface StudySettings {
  /** The data that the nets learn from. */
  readonly data: string
}

/** What the runs of all seeds share. */
export interface RunContext {
  readonly backend: Backend
  /** Of the MNIST files. */
  readonly folder?: string | undefined
  readonly say: (line: string) => void
}

/** A table: its first column names the rows. */
export interface Section {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A kind of data: what is trained and measured of one seed, and how that is shown. `studies` has all. */
export interface Study {
  settings(data: string, quick: boolean): StudySettings
  runSeed(settings: StudySettings, seed: number, context: RunContext): Promise<SeedFindings>
  sections(findings: Findings): readonly Section[]
  /** What was trained, in a sentence without the machine. */
  describe(findings: Findings): string
  /** SVG files beside the findings, by the end of their names. */
  plots(findings: Findings): Readonly<Record<string, string>>
}

import { readFileSync, writeFileSync } from 'node:fs'
import { fillMarks } from '../report/markdown/fill-marks.ts'
import { fromUser } from './from-user.ts'
import { UsageError } from './usage-error.ts'

/** Refuses a page whose marks are not whole, or are of other parts: before a run of twenty minutes. */
export function checkPage(file: string, parts: readonly string[]): void {
  filled(file, Object.fromEntries(parts.map((part) => [part, ''])))
}

/** Fills the marks of a page of Markdown. */
export function fillPage(file: string, parts: Readonly<Record<string, string>>): void {
  writeFileSync(fromUser(file), filled(file, parts))
}

function filled(file: string, parts: Readonly<Record<string, string>>): string {
  try {
    return fillMarks(readFileSync(fromUser(file), 'utf8'), parts)
  } catch (error) {
    throw new UsageError(`--markdown ${file}: ${(error as Error).message}`)
  }
}

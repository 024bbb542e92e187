import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Field } from '../kit/url-state.ts'
import type { Visitor } from './visit.ts'

/** Something that must be seen in a browser. It throws what was expected and what was seen. */
export interface Check {
  readonly says: string
  /** The block that it is of. */
  readonly block?: string
  run(visitor: Visitor): Promise<void>
}

/** A block as its folder describes it. */
export interface TestedBlock {
  readonly id: string
  /** The settings that its URL has; none where it has no state. */
  readonly fields: Readonly<Record<string, Field>>
}

/** What holds for every block. */
export interface Law {
  readonly says: string
  check(visitor: Visitor, block: TestedBlock): Promise<void>
}

/** What one block must show besides, in `blocks/<id>.ts`. */
export interface BlockChecks {
  readonly checks?: readonly Check[]
  /** Laws that do not hold for it, by what they say, with the reason. */
  readonly exempt?: Readonly<Record<string, string>>
}

/** What the modules of a folder export under a name. */
export async function modulesOf<T>(folder: string, name: string): Promise<Map<string, T>> {
  const files = readdirSync(join(import.meta.dirname, folder)).filter((file) => file.endsWith('.ts'))
  const modules = await Promise.all(files.map((file) => import(`./${folder}/${file}`) as Promise<Record<string, T>>))
  return new Map(files.map((file, i) => [file.replace(/\.ts$/, ''), modules[i]![name]!]))
}

/** Fails with a list of what is wrong, if anything is. */
export function nothing(wrong: readonly string[], what: string): void {
  if (wrong.length === 0) return
  const lines = wrong.slice(0, SHOWN).map((one) => `- ${one}`)
  throw new Error(
    [`${what}:`, ...lines, ...(wrong.length > SHOWN ? [`and ${wrong.length - SHOWN} more`] : [])].join('\n'),
  )
}

const SHOWN = 8

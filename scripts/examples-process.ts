/**
 * Runs the programs that standard input holds as JSON, [{ code }], one after another in this process, as modules of the folder that is
 * named; prints as JSON what each one printed, or how it failed. The process ends when nothing that a program began is left.
 */
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { format } from 'node:util'
import type { Outcome } from './run-examples.ts'

const folder = process.argv[2]!
const programs = JSON.parse(await text(process.stdin)) as { code: string }[]
const sources = new Map(
  programs.map(({ code }, i) => [pathToFileURL(join(folder, '.examples', `${i}.ts`)).href, code] as const),
)
registerHooks({
  resolve: (specifier, context, next) =>
    sources.has(specifier) ? { url: specifier, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) => {
    const source = sources.get(url)
    return source === undefined ? next(url, context) : { format: 'module-typescript', source, shortCircuit: true }
  },
})

const { log } = console
const outcomes: Outcome[] = []
for (const url of sources.keys()) {
  const lines: string[] = []
  console.log = (...values: unknown[]) => lines.push(format(...values))
  try {
    await import(url)
    outcomes.push({ printed: lines.join('\n') })
  } catch (error) {
    outcomes.push({ printed: lines.join('\n'), error: String((error as Error).stack ?? error) })
  }
}
log(JSON.stringify(outcomes))

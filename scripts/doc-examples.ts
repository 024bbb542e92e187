/**
 * The examples in the docstrings of what packages export: a `ts` block after `@example`. What it prints stands after `//` on its lines, in
 * order; a print of several lines goes on in the comment lines below.
 *
 *     node --conditions=@thinned/source scripts/doc-examples.ts     names the exports that have none
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { trimmed } from './readme-examples.ts'
import { type Manifest, publicPackages } from './workspace.ts'

export interface DocExample {
  /** What is exported. */
  name: string
  code: string
  /** What it says that it prints. */
  output: string
}

/** A docstring, and what it stands before: `export const x`, `export async function x`, `export class x`. */
const DOCUMENTED =
  /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|class) (\w+)/g

/** The docstrings of a source by the name of what they describe: the first, where a function has several forms. */
export function docstringsOf(source: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const [, text, name] of source.matchAll(DOCUMENTED)) if (!found.has(name!)) found.set(name!, plain(text!))
  return found
}

/** A docstring's text without the stars at the front of its lines. */
const plain = (text: string): string => text.replace(/^\s*\* ?/gm, '').trim()

/** The example of a docstring, if it has one. */
export function exampleOf(name: string, docstring: string): DocExample | undefined {
  const code = docstring.match(/@example\s*\n```ts\n([\s\S]*?)\n```/)?.[1]
  return code === undefined ? undefined : { name, code, output: expectedOutput(code) }
}

/** What stands after `//` behind code, and in the comment lines right below such a line. */
export function expectedOutput(code: string): string {
  const printed: string[] = []
  let within = false
  for (const line of code.split('\n')) {
    const comment = line.match(/^\s*\/\/ ?(.*)$/)
    const behind = comment ? undefined : line.match(/\s\/\/ ?(.*)$/)
    if (behind) printed.push(behind[1]!)
    else if (comment && within) printed.push(comment[1]!)
    within = behind != null || (comment !== null && within)
  }
  return trimmed(printed.join('\n'))
}

export interface DocumentedExport {
  name: string
  /** One for each value that is exported under this name. */
  examples: DocExample[]
  /** How many are missing. */
  missing: number
}

/** Everything that a package exports as a value of its own. What it passes on from other packages is theirs. */
export async function exportsOf(folder: string, manifest: Manifest): Promise<DocumentedExport[]> {
  const sources = globSync('src/**/*.ts', { cwd: folder, exclude: ['**/*.test.ts', '**/*.cases.ts'] })
    .sort()
    .map((path) => readFileSync(join(folder, path), 'utf8'))
  const documented = sources.flatMap((source) => [...docstringsOf(source)])
  const exported = new Map<string, Set<unknown>>()
  for (const source of sourcesOf(manifest)) {
    const entry = await import(pathToFileURL(join(folder, source)).href)
    for (const [name, value] of Object.entries(entry))
      if (isOwn(value)) exported.set(name, (exported.get(name) ?? new Set()).add(value))
  }
  return [...exported]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([name]) => isDeclared(sources, name))
    .map(([name, values]) => {
      const texts = documented.filter(([described]) => described === name)
      const examples = texts.flatMap(([, text]) => exampleOf(name, text) ?? [])
      return { name, examples, missing: Math.max(values.size - examples.length, 0) }
    })
}

/** A module that is passed on as a whole is no value of its own. */
const isOwn = (value: unknown): boolean => Object.prototype.toString.call(value) !== '[object Module]'

/** Whether the package's own sources declare it; else it comes from another package. */
function isDeclared(sources: readonly string[], name: string): boolean {
  const declaration = new RegExp(`^export (?:async )?(?:function\\*?|const|class) ${name}\\b`, 'm')
  return sources.some((source) => declaration.test(source))
}

function sourcesOf({ exports = {} }: Manifest): string[] {
  return Object.values(exports).flatMap((target) => {
    const source = typeof target === 'string' || !target.default ? undefined : target['@thinned/source']
    return source === undefined || source.includes('*') ? [] : [source]
  })
}

if (import.meta.main) {
  for (const { folder, manifest } of publicPackages(join(import.meta.dirname, '..'))) {
    const found = await exportsOf(folder, manifest)
    const missing = found.filter(({ missing }) => missing > 0).map(({ name }) => name)
    console.log(`${manifest.name}: ${found.length - missing.length} of ${found.length} have an example`)
    if (missing.length > 0) console.log(`  without: ${missing.join(' ')}`)
  }
}

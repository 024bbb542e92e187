import { globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { defineConfig } from 'tsdown'
import { entriesOf } from './entries.ts'
import { pureInitializers } from './pure-initializers.ts'

/**
 * How every package is published; `tsdown` runs in the folder of the package. Its `exports` in package.json are the entries, so a new
 * sub-path needs nothing here. The sources become one module with a thin one per entry: what a process loads is few files, and
 * a bundler takes from them only what a program uses.
 */

/** Sources by the name of their module in `dist`. */
const entry = Object.fromEntries(entriesOf(process.cwd()).map(({ module, source }) => [module, source]))
// A thread starts from a file, `new URL('./x-thread.js', import.meta.url)`: it lies beside the module that names it.
for (const path of globSync('src/**/*-thread.ts')) entry[basename(path, '.ts')] = path

/** What is read of a module graph. */
interface Graph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null
}

/** Packages of others, by their specifier. */
const OTHERS = /^(?!thinned\b|@thinned\/|node:|[./\\]|[A-Za-z]:|\0)/

/** Everything that some modules import, directly or not, and they themselves. */
function reach(modules: readonly string[], graph: Graph): Set<string> {
  const reached = new Set(modules)
  for (const id of reached) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) reached.add(imported)
  return reached
}

/** A module of Node, or the entry of a package of ours that needs Node. */
const OF_NODE = /^node:|^(?:thinned|@thinned\/[\w-]+)\/node$/

/** Whether an entry runs anywhere: nothing that it reaches imports a module of Node. */
const isNeutral = (reached: ReadonlySet<string>): boolean => ![...reached].some((id) => OF_NODE.test(id))

/**
 * The module that a source goes to: one for all that the main entry and the other neutral ones import, so that one file states what the
 * package imports. A source that needs a package of others stays apart from what it imports and from the rest: bundlers keep the import of
 * such a package wherever they keep the module.
 */
function moduleOf(id: string, graph: Graph): string | null {
  const suffix = id.endsWith('.d.ts') ? '.d' : ''
  const sourceOf = (name: string): string => resolve(entry[name]!).replace(/\.ts$/, `${suffix}.ts`)
  const entries = Object.keys(entry).map((name) => ({ name, reached: reach([sourceOf(name)], graph) }))
  const joined = entries.filter(({ name, reached }) => name === 'index' || isNeutral(reached))
  if (entries.some(({ name }) => id === sourceOf(name))) return null
  const main = new Set(joined.flatMap(({ reached }) => [...reached]))
  const needy = [...main].filter((each) => graph.getModuleInfo(each)?.importedIds.some((other) => OTHERS.test(other)))
  if (needy.includes(id)) return basename(id, '.ts')
  if (reach(needy, graph).has(id)) return `base${suffix}`
  const isShared = [...main].some(
    (each) => each.endsWith('.ts') && entries.filter(({ reached }) => reached.has(each)).length > 1,
  )
  return isShared && main.has(id) ? `main${suffix}` : null
}

const only =
  (wanted: (name: string) => boolean) =>
  (id: string, graph: Graph): string | null => {
    const name = moduleOf(id, graph)
    return name !== null && wanted(name) ? name : null
  }

/** What is imported first is taken first. */
const groups = [
  { debugName: 'base', priority: 3, name: only((name) => name === 'base') },
  { debugName: 'apart', priority: 2, name: only((name) => !/^(?:base|main)\b/.test(name)) },
  { debugName: 'main', priority: 1, name: moduleOf },
]

export default defineConfig({
  cwd: process.cwd(),
  entry,
  format: 'esm',
  platform: 'neutral',
  dts: true,
  fixedExtension: false,
  // A namespace imports the package's own sub-path (`export * as losses from '@thinned/nn/losses'`): bundlers see through that.
  deps: { neverBundle: [/^node:/, /^thinned\b/, /^@thinned\//] },
  plugins: [pureInitializers()],
  // Editors show the docs of the declarations; without comments in the modules, a process reads half as much.
  outputOptions: {
    chunkFileNames: '[name].js',
    codeSplitting: Object.keys(entry).length > 1 && { groups },
    comments: { legal: true, annotation: true, jsdoc: false },
  },
})

import { fileURLToPath } from 'node:url'
import type { Command } from '../protocol/client.ts'

/** The folder of the peers, which has a manifest and a lockfile of its own. */
export const peersFolder: string = fileURLToPath(new URL('../../peers/', import.meta.url))
/** The folder of the bench itself. */
export const benchFolder: string = fileURLToPath(new URL('../../', import.meta.url))

/** This Node on one of the bench's files; Thinned runs from its sources. */
export function nodeCommand(file: string, args: readonly string[]): Command {
  return { program: process.execPath, args: ['--conditions=@thinned/source', `${benchFolder}${file}`, ...args] }
}

const importing = `
const began = performance.now()
for (const module of process.argv.slice(1)) await import(module)
console.log(performance.now() - began)
`

/** A process that imports modules, as built and as found from a folder, and prints the milliseconds. */
export function importCommand(folder: string, modules: readonly string[]): Command {
  return { program: process.execPath, args: ['--input-type=module', '-e', importing, ...modules], cwd: folder }
}

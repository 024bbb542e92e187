import { spawnSync } from 'node:child_process'
import { trimmed } from './readme-examples.ts'

/**
 * What a TypeScript module prints when it runs in a folder, on the sources of the workspace. Bare imports resolve as from
 * a file of that folder, so a package finds itself by its own name.
 */
export function runExample(code: string, folder: string): string {
  const flags = ['--conditions=@thinned/source', '--input-type=module-typescript']
  const run = spawnSync(process.execPath, [...flags, '-'], { cwd: folder, input: code, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`The example ended with ${run.status ?? run.signal}:\n${run.stderr}`)
  return trimmed(run.stdout)
}

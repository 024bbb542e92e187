import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

/** What a program printed, and how it failed. */
export interface Outcome {
  readonly printed: string
  readonly error?: string
}

/** The milliseconds that the programs of one process may take. */
const PATIENCE = 110_000

/**
 * What TypeScript modules print when they run in a folder, one after another in one process, on the sources of the workspace. Bare imports
 * resolve as from a file of that folder, so a package finds itself by its own name.
 *
 * @throws if the process fails, or does not end by itself.
 */
export async function runExamples(
  programs: readonly { readonly code: string }[],
  folder: string,
  patience = PATIENCE,
): Promise<Outcome[]> {
  const script = join(import.meta.dirname, 'examples-process.ts')
  const child = spawn(process.execPath, ['--conditions=@thinned/source', script, folder], {
    cwd: folder,
    timeout: patience,
    killSignal: 'SIGKILL',
  })
  const ended = new Promise<string | number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? signal))
  })
  child.stdin.end(JSON.stringify(programs.map(({ code }) => ({ code }))))
  const [status, printed, told] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  if (status === 'SIGKILL') throw new Error(`The examples of ${folder} did not end:\n${printed}${told}`)
  if (status !== 0) throw new Error(`The examples of ${folder} ended with ${status}:\n${told}`)
  return JSON.parse(printed)
}

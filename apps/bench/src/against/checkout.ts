import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../cli/usage-error.ts'
import type { Implementation } from '../implementations/implementation.ts'
import { benchFolder } from '../implementations/node-command.ts'

/** The program of a checkout that does the workloads of Thinned: its place and its protocol stay, so that checkouts can be compared. */
const PROCESS = 'src/thinned/process.ts'

/**
 * This checkout and another, each with its own sources, dependencies and workloads, on so many threads.
 *
 * @throws {UsageError} where the other is no checkout with its dependencies installed.
 */
export function checkouts(other: string, threads: number): [here: Implementation, there: Implementation] {
  const there = join(other, 'apps/bench')
  if (!existsSync(join(there, PROCESS))) throw new UsageError(`--against ${other}: there is no apps/bench/${PROCESS}.`)
  if (!existsSync(join(there, 'node_modules')))
    throw new UsageError(`--against ${other}: its dependencies are not installed; run npx -y pnpm@12 install there.`)
  return [implementation('here', benchFolder, threads), implementation('there', there, threads)]
}

function implementation(library: string, bench: string, threads: number): Implementation {
  const args = ['--conditions=@thinned/source', join(bench, PROCESS), 'exact', String(threads)]
  return {
    library,
    mode: 'deterministic',
    threads,
    command: { program: process.execPath, args, cwd: bench },
    primary: true,
  }
}

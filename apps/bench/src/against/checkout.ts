import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Contender } from '../contenders/contender.ts'
import { benchFolder } from '../contenders/node-command.ts'
import { UsageError } from '../usage-error.ts'

/** The program of a checkout that does the works of Thinned: its place and its protocol stay, so that checkouts can be compared. */
const PROCESS = 'src/thinned/process.ts'

/**
 * This checkout and another, each with its own sources, dependencies and works, on so many threads.
 *
 * @throws {UsageError} where the other is no checkout with its dependencies installed.
 */
export function checkouts(other: string, threads: number): [here: Contender, there: Contender] {
  const there = join(other, 'apps/bench')
  if (!existsSync(join(there, PROCESS))) throw new UsageError(`--against ${other}: there is no apps/bench/${PROCESS}.`)
  if (!existsSync(join(there, 'node_modules')))
    throw new UsageError(`--against ${other}: its dependencies are not installed; run npx -y pnpm@12 install there.`)
  return [contender('here', benchFolder, threads), contender('there', there, threads)]
}

function contender(who: string, bench: string, threads: number): Contender {
  const args = ['--conditions=@thinned/source', join(bench, PROCESS), 'exact', String(threads)]
  return {
    who,
    mode: 'deterministic',
    threads,
    command: { program: process.execPath, args, cwd: bench },
    headline: true,
  }
}

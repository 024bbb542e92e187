import { spawnSync } from 'node:child_process'

/**
 * Runs a program to its end and returns what it printed; a failure is an error that shows all that it printed. With `silent`, so is a
 * word on its error stream.
 */
export function run(
  program: string,
  args: readonly string[],
  cwd: string,
  { silent = false }: { readonly silent?: boolean } = {},
): string {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: '1', TURBO_TELEMETRY_DISABLED: '1' }
  delete env['FORCE_COLOR']
  const done = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (done.error !== undefined) throw done.error
  if (done.status === 0 && !(silent && done.stderr)) return done.stdout
  throw new Error(
    `${[program, ...args].join(' ')} ended with ${done.status ?? done.signal}:\n${done.stdout}${done.stderr}`,
  )
}

/** Runs pnpm as the README's commands do. */
export const pnpm = (args: readonly string[], cwd: string): string => run('npx', ['-y', 'pnpm@12', ...args], cwd)

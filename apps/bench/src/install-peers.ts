import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { peersFolder } from './contenders/node-command.ts'

const lockfile = `${peersFolder}package-lock.json`
/** A copy of the lockfile by which the peers were installed: it tells whether they are, and are these. */
const mark = `${peersFolder}node_modules/.installed-lock.json`

/** Whether the peers of the lockfile are installed. */
export function peersInstalled(): boolean {
  return existsSync(mark) && readFileSync(mark, 'utf8') === readFileSync(lockfile, 'utf8')
}

/** Installs the peers by their lockfile, if they are not; says what it does. False where it cannot: the bench goes on without. */
export function installPeers(say: (line: string) => void): boolean {
  if (peersInstalled()) return true
  say('Installing the peers (TensorFlow.js, jax-js) into apps/bench/peers: npm ci, about 310 MB, once.')
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: peersFolder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  })
  if (status === 0) {
    writeFileSync(mark, readFileSync(lockfile))
    return true
  }
  const why = error?.message ?? /npm (?:error|ERR!) (?!code)(.*)/.exec(stderr)?.[1] ?? `exit code ${status}`
  say(`They could not be installed (${why}); going on without them.`)
  return false
}

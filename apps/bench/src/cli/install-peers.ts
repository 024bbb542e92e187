import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { peersFolder } from '../implementations/node-command.ts'

/** A folder with a manifest and a lockfile of its own, outside the workspace. */
export interface Peers {
  readonly folder: string
  /** What is installed, and how large it is, for whoever waits. */
  readonly what: string
}

/** What the bench compares with. */
export const benchPeers: Peers = { folder: peersFolder, what: 'TensorFlow.js and jax-js, about 310 MB' }

/** What the compatibility page asks. */
export const compatPeers: Peers = {
  folder: `${peersFolder}compat/`,
  what: 'TensorFlow.js, ConvNetJS and brain.js, about 425 MB',
}

const lockfileOf = ({ folder }: Peers): string => `${folder}package-lock.json`
/** A copy of the lockfile by which the peers were installed: it tells whether they are, and are these. */
const markOf = ({ folder }: Peers): string => `${folder}node_modules/.installed-lock.json`

/** Whether the peers of the lockfile are installed. */
export function peersInstalled(peers: Peers = benchPeers): boolean {
  const mark = markOf(peers)
  return existsSync(mark) && readFileSync(mark, 'utf8') === readFileSync(lockfileOf(peers), 'utf8')
}

/** Installs the peers by their lockfile, if they are not; says what it does. False where it cannot: the bench goes on without. */
export function installPeers(say: (line: string) => void, peers: Peers = benchPeers): boolean {
  if (peersInstalled(peers)) return true
  say(`Installing the peers (${peers.what}) into ${peers.folder}: npm ci, once.`)
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: peers.folder,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    shell: process.platform === 'win32',
  })
  if (status === 0) {
    writeFileSync(markOf(peers), readFileSync(lockfileOf(peers)))
    return true
  }
  const why = error?.message ?? /npm (?:error|ERR!) (?!code)(.*)/.exec(stderr)?.[1] ?? `exit code ${status}`
  say(`They could not be installed (${why}); going on without them.`)
  return false
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../command.ts'
import type { Packed } from '../pack.ts'
import { serve, visit } from './chromium.ts'
import { type Example, exampleFor, type OnWorkers } from './example.ts'
import type { Project, Tool } from './tool.ts'

/** What npm says where no registry can be reached. */
const NO_NETWORK = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/

/** npm could not reach a registry: nothing is known about the tool. */
export class NoNetwork extends Error {}

export interface Setting {
  readonly packages: readonly Packed[]
  readonly example: Example
  readonly onWorkers: OnWorkers
  readonly browser: string | undefined
  /** Whether the newest versions are tried in place of those that the tools name. */
  readonly latest: boolean
}

/** Makes the project of a tool: its files, `thinned` from the tarballs, and the tool from npm. */
export function createProject(folder: string, tool: Tool, setting: Setting): Project {
  const { packages, onWorkers, browser, latest } = setting
  const program = exampleFor(tool, setting)
  const front = packages.find(({ manifest }) => manifest.name === 'thinned')!
  const manifest = {
    name: 'fresh-project',
    private: true,
    ...tool.manifest,
    dependencies: { thinned: `file:${front.tarball}`, ...(latest ? newest(tool.packages) : tool.packages) },
    overrides: Object.fromEntries(
      packages.filter((one) => one !== front).map((one) => [one.manifest.name, `file:${one.tarball}`]),
    ),
  }
  const files = {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    ...(tool.workers ? onWorkers.files : {}),
    ...tool.files(program),
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  try {
    run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--fetch-retries=1'], folder)
  } catch (error) {
    const { message } = error as Error
    throw NO_NETWORK.test(message) ? new NoNetwork(message) : error
  }
  const lines = program.output.split('\n').length
  const goTo = async (url: string): Promise<string | undefined> => browser && visit(browser, url, lines)
  return {
    folder,
    run: (program, ...args) =>
      run(program.includes('/') ? join(folder, program) : join(folder, 'node_modules/.bin', program), args, folder),
    node: (...args) => run(process.execPath, args, folder),
    page: (built) => serve(join(folder, built), goTo),
    visit: goTo,
  }
}

const newest = (packages: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(packages).map(([name, version]) => [name, version.startsWith('npm:') ? version : 'latest']),
  )

import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** The Chromium of this machine, or that at `path`, without a window. */
export async function launch(path = findBrowser()): Promise<Browser> {
  if (path === undefined)
    throw new Error(`No browser was found: none of ${NAMES.join(', ')} is in the PATH. Install one, or give its path.`)
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-quic', '--no-first-run'] })
}

const findBrowser = (): string | undefined =>
  NAMES.flatMap((name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name))).find(
    isProgram,
  )

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The folder of the built page; built now unless `built` says that it is fresh. */
export function builtPage(built = false): string {
  const demo = join(import.meta.dirname, '../..')
  for (const part of built ? [] : ['page', 'page/element']) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(demo, 'node_modules/vite/bin/vite.js'), 'build', part, '--logLevel', 'warn'],
      { cwd: demo, encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`The page was not built:\n${stdout}${stderr}`)
  }
  return join(demo, 'dist')
}

// The process of Thinned in headless Chromium: it relays what it is asked to a page. Arguments: the browser; threads.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../measure/bundle.ts'
import { serveWith } from '../protocol/serve.ts'
import { servePage } from './serve-page.ts'

const [browser, threads] = process.argv.slice(2)
const page = await servePage(
  await bundle(fileURLToPath(new URL('./page.ts', import.meta.url)), 'from source'),
  'page.js',
)
const profile = mkdtempSync(join(tmpdir(), 'thinned-chromium-'))
const child = spawn(
  browser!,
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    `${page.url}?threads=${threads}`,
  ],
  { stdio: 'ignore' },
)
process.on('exit', () => {
  child.kill('SIGKILL')
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
const ended = new Promise<never>((_, reject) => {
  child.on('error', reject)
  child.on('exit', (code) => reject(new Error(`${browser} ended with exit code ${code}`)))
})
const ready = await Promise.race([page.ready(), ended])
if ('cannot' in ready) throw new Error(ready.cannot)
if (!('versions' in ready)) throw new Error('the page did not say what it is')
await serveWith(ready.versions, (request) => Promise.race([page.ask(request), ended]))

/**
 * Runs the backend suite, a training run and a report in headless Chromium, in a page that is cross-origin isolated and in one that is not, and
 * compares all with Node.
 *
 *     node --conditions=@thinned/source packages/conformance/src/chromium/main.ts [path of the browser [folder with MNIST's files]]
 *
 * With MNIST's files it trains on their first 5,000 images.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import type { Dataset } from '@thinned/data'
import { mnist } from '@thinned/data/node'
import { wasm } from '@thinned/wasm'
import { rolldown } from 'rolldown'
import { train } from './checkpointed.ts'
import { trainedHere } from './ensembles.ts'
import { fittedHere } from './fits.ts'
import type { PageResult } from './page.ts'
import { reportHere } from './reports.ts'
import { serveSources } from './serve.ts'
import { imagesOf, trainDigits } from './training.ts'

const browser = process.argv[2] ?? 'chromium'
const folder = process.argv[3]
const root = fileURLToPath(new URL('../../../..', import.meta.url))
const LIMIT = 120_000
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

async function runPage(isolated: boolean): Promise<PageResult> {
  const server = await serveSources(root, 'packages/conformance/src/chromium/page.ts', isolated, files)
  const profile = mkdtempSync(join(tmpdir(), 'conformance-'))
  const child = spawn(
    browser,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      server.url,
    ],
    { stdio: 'ignore' },
  )
  try {
    const result = await Promise.race([
      server.result,
      new Promise<never>((_, reject) => child.on('error', reject)),
      new Promise<never>((_, reject) =>
        setTimeout(() => reject(new Error(`The page did not answer within ${LIMIT / 1000} s.`)), LIMIT).unref(),
      ),
    ])
    if ((result as { error?: string }).error) throw new Error((result as { error: string }).error)
    return result as PageResult
  } finally {
    child.kill('SIGKILL')
    server.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

const given = folder === undefined ? undefined : await firstImages(folder)
const images = given
  ? {
      '/images': new Uint8Array((given.inputs.data as Float32Array).buffer),
      '/labels': new Uint8Array((given.targets.data as Int32Array).buffer),
    }
  : {}
const files = { ...images, ...(await bundledModules()) }

/** Modules, each in one file: those of workers, as an import map holds in none, and one that needs packages of others. */
async function bundledModules(): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {}
  for (const name of ['member', 'served-member', 'served-fit', 'checkpointed', 'reports']) {
    const bundle = await rolldown({
      input: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
      resolve: { conditionNames: ['@thinned/source', 'import'] },
      platform: 'browser',
    })
    const { output } = await bundle.generate({ format: 'esm' })
    files[`/${name}.js`] = new TextEncoder().encode(output[0].code)
    await bundle.close()
  }
  return files
}

async function firstImages(from: string): Promise<Dataset> {
  const { train } = await mnist(from)
  return imagesOf(
    Float32Array.from(train.inputs.data.subarray(0, 5000 * 784)),
    Int32Array.from(train.targets.data.subarray(0, 5000)),
  )
}

const expected = await trainDigits(await wasm(), given)
const members = await trainedHere()
const fitted = await fittedHere()
const html = await reportHere()
const { weights, losses } = await train()
const problems: string[] = []
for (const isolated of [true, false]) {
  const page = await runPage(isolated)
  const where = isolated ? 'isolated page' : 'page that is not isolated'
  if (page.isolated !== isolated) problems.push(`${where}: crossOriginIsolated is ${page.isolated}`)
  if (page.threads !== (isolated ? 2 : 1)) problems.push(`${where}: ${page.threads} threads`)
  if (isolated && page.executed.some((chunks) => chunks === 0)) problems.push(`${where}: a thread did nothing`)
  problems.push(...page.failures.map((failure) => `${where}: ${failure}`))
  if (!isDeepStrictEqual(page.training, expected)) problems.push(`${where}: training ends at other bits than in Node`)
  for (const [i, weights] of page.ensembles.entries())
    if (!isDeepStrictEqual(weights, members))
      problems.push(`${where}: ensemble ${i} on workers has other bits than in Node`)
  if (!isDeepStrictEqual(page.fitted, fitted))
    problems.push(`${where}: fitInWorker gives other numbers than fit in Node`)
  if (!/^fitInWorker failed: its worker failed: .*Content Security Policy/.test(page.fitRefusal))
    problems.push(`${where}: a worker whose module is not there gave: ${page.fitRefusal}`)
  if (page.report !== html) problems.push(`${where}: a report of the same runs has other bytes than in Node`)
  for (const { how, taken, ...resumed } of page.resumed) {
    if (!isDeepStrictEqual(resumed, { weights, losses, steps: 10 }))
      problems.push(`${where}: a run that was killed (${how}) ended at other bits: ${JSON.stringify(resumed)}`)
    if (taken === 0 || taken > 7) problems.push(`${where}: a run that was killed (${how}) took ${taken} more steps`)
  }
  if (!isolated && !/^in-use: .* \(in another tab or worker\)/.test(page.second ?? ''))
    problems.push(`${where}: the second run of one checkpoint gave: ${page.second}`)
  if (!/^Member \d of the ensemble failed: .*nowhere\.js/.test(page.refusal))
    problems.push(`${where}: a module that is not there gave: ${page.refusal}`)
  say(`${where}: ${page.kernels} kernels, threads ${page.threads}, chunks ${page.executed.join(' + ')}`)
}
for (const problem of problems) process.stderr.write(`${problem}\n`)
say(problems.length === 0 ? 'Chromium gives the bits of Node.' : `${problems.length} problems.`)
process.exit(problems.length === 0 ? 0 : 1)

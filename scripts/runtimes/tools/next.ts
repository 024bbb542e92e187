import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ISOLATING } from '../chromium.ts'
import { asFunction } from '../example.ts'
import { inChromium, type Tool } from '../tool.ts'

const PORT = 3717

const CONFIG = `
const headers = ${JSON.stringify(Object.entries(ISOLATING).map(([key, value]) => ({ key, value })))}
export default { headers: async () => [{ source: '/:path*', headers }] }
`

const LAYOUT = `
export default ({ children }) => <html lang="en"><body>{children}</body></html>
`

const PAGE = `
'use client'
import { useEffect } from 'react'
import { main } from './example.js'
import { trainsAlike } from './worker.js'

let started
export default function Page() {
  useEffect(() => { started ??= trainsAlike().then(() => main(console.log)) }, [])
  return <p>The console has the numbers.</p>
}
`

/** Trains in a worker of the page, and compares the losses with those of the page itself. */
const WORKER = `
import { fitInWorker } from 'thinned'
import { train } from './train.js'

export async function trainsAlike() {
  const worker = new Worker(new URL('./train.js', import.meta.url), { type: 'module' })
  const { run } = await fitInWorker(worker, { settings: { keep: 0.8 } })
  worker.terminate()
  const here = await train({ keep: 0.8 })
  const losses = [run, here.run].map(({ history }) => history.map(({ loss }) => loss).join())
  if (losses[0] !== losses[1]) throw new Error(losses.join(' in the worker, and here '))
}
`

const TRAIN = `
import { data, dropout, fit, key, linear, relu, sequential, serveFit, sgd } from 'thinned'

export async function train({ keep }, options) {
  const model = sequential(linear(2, 8), relu(), dropout({ keep }), linear(8, 2))
  const run = await fit(model, {
    data: { train: data.twoMoons({ size: 100, key: key(1) }) },
    loss: 'crossEntropy',
    epochs: 3,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.1 }),
    key: key(42),
    ...options,
  })
  return { model, run }
}

serveFit(train)
`

const ROUTE = `
import { main } from '../example.js'

export const dynamic = 'force-dynamic'
export async function GET() {
  const lines = []
  await main((...values) => lines.push(values.map(String).join(' ')))
  return new Response(lines.join('\\n'))
}
`

/** Asks until the server answers. */
async function answerOf(url: string): Promise<string> {
  for (const began = performance.now(); performance.now() - began < 60_000; ) {
    try {
      return await (await fetch(url)).text()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  throw new Error(`${url} did not answer within 60 s`)
}

export const tool: Tool = {
  packages: { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' },
  ci: false,
  setting: 'nothing',
  files: ({ javascript }) => ({
    'next.config.mjs': CONFIG,
    'app/layout.js': LAYOUT,
    'app/page.js': PAGE,
    'app/numbers/route.js': ROUTE,
    'app/example.js': asFunction(javascript),
    'app/train.js': TRAIN,
    'app/worker.js': WORKER,
  }),
  async run(project) {
    project.run('next', 'build')
    const next = join(project.folder, 'node_modules/next/dist/bin/next')
    const server = spawn(process.execPath, [next, 'start', '-p', String(PORT)], {
      cwd: project.folder,
      stdio: 'ignore',
    })
    try {
      const route = await answerOf(`http://localhost:${PORT}/numbers`)
      return { 'route handler': route, ...(await inChromium(project.visit(`http://localhost:${PORT}/`))) }
    } finally {
      server.kill()
    }
  },
}

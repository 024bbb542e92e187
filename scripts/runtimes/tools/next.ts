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

let started
export default function Page() {
  useEffect(() => { started ??= main(console.log) }, [])
  return <p>The console has the numbers.</p>
}
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

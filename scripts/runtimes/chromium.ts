import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']
const LIMIT = 120_000

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
}

/** Headers that make a page cross-origin isolated, so that there are threads. */
export const ISOLATING = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

interface Message {
  readonly method?: string
  readonly params?: {
    readonly args?: readonly {
      readonly type: string
      readonly value?: unknown
      readonly unserializableValue?: string
    }[]
    readonly exceptionDetails?: { readonly exception?: { readonly description?: string }; readonly text: string }
  }
}

/** The path of a Chromium of this machine. */
export const findChromium = (): string | undefined =>
  NAMES.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0)

/** Visits an address by headless Chromium and returns the first lines that the page writes to its console. */
export async function visit(browser: string, url: string, lines: number): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'runtimes-'))
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0']
  const child = spawn(browser, [...flags, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    return await printedBy(await debuggerOf(child), url, lines)
  } finally {
    child.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The address at which the page of a starting Chromium is debugged. */
async function debuggerOf(child: ChildProcess): Promise<string> {
  let said = ''
  for await (const part of child.stderr!) {
    said += part
    const port = said.match(/DevTools listening on ws:\/\/[^:]+:(\d+)/)?.[1]
    if (port === undefined) continue
    child.stderr!.resume()
    const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      readonly type: string
      readonly webSocketDebuggerUrl: string
    }[]
    return targets.find(({ type }) => type === 'page')!.webSocketDebuggerUrl
  }
  throw new Error(`Chromium did not start:\n${said}`)
}

function printedBy(address: string, url: string, lines: number): Promise<string> {
  const printed: string[] = []
  const socket = new WebSocket(address)
  const send = (id: number, method: string, params = {}): void => socket.send(JSON.stringify({ id, method, params }))
  return new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${why}\nThe page printed:\n${printed.join('\n')}`))
    const timer = setTimeout(() => fail(`The page did not end within ${LIMIT / 1000} s.`), LIMIT)
    socket.onopen = () => {
      send(1, 'Runtime.enable')
      send(2, 'Page.navigate', { url })
    }
    socket.onmessage = ({ data }) => {
      const { method, params } = JSON.parse(String(data)) as Message
      if (method === 'Runtime.exceptionThrown') {
        const { exception, text } = params!.exceptionDetails!
        fail(exception?.description ?? text)
      }
      if (method !== 'Runtime.consoleAPICalled') return
      printed.push(
        params!.args!.map(({ value, unserializableValue, type }) => value ?? unserializableValue ?? type).join(' '),
      )
      if (printed.length < lines) return
      clearTimeout(timer)
      resolve(printed.join('\n'))
    }
    socket.onerror = () => fail('The connection to Chromium broke.')
  }).finally(() => socket.close())
}

/** Serves a folder while something is done with its address. */
export async function serve<Result>(folder: string, use: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    const file = path === '/' ? '/index.html' : path
    try {
      const body = readFileSync(join(folder, file))
      response
        .writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', ...ISOLATING })
        .end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
}

const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }

/** What a host may be: each stands under a path of its own, so that every page of the tests stands under a sub-path. */
export const HOSTS = {
  /** Isolated: there is shared memory, and so there are threads. It sends the policy of the page, which so binds workers too. */
  threads: isolation,
  /** A host that sends no headers of its own, such as GitHub Pages. */
  plain: {},
  /** A host whose policy refuses WebAssembly, to the page and to its workers. */
  'no-wasm': { 'Content-Security-Policy': "script-src 'self'" },
} satisfies Readonly<Record<string, Readonly<Record<string, string>>>>

export type Host = keyof typeof HOSTS

export interface PageServer {
  /** The address of the page at a host, with what follows it: `?twins.seed=3#twins`. With a block, the figures of all others are empty. */
  at(host: Host, rest?: string, only?: string): string
  readonly origin: string
  close(): void
}

const EMPTY_FIGURE = 'export default () => null'

/** Serves a folder under /sub/path/<host>/, compressed as hosts do. */
export async function servePage(folder: string): Promise<PageServer> {
  const compressed = new Map<string, Buffer>()
  const policy = policyOf(readFileSync(join(folder, 'index.html'), 'utf8'))
  const answer = (url: string, response: ServerResponse): void => {
    const { pathname } = new URL(url, 'http://localhost')
    const [, host, only, path] = pathname.match(/^\/sub\/path\/([\w-]+)(?:\+([\w-]+))?\/(.*)$/) ?? []
    const of = path?.match(/^assets\/([\w-]+?)-figure-[\w-]+\.js$/)?.[1]
    const file = join(folder, normalize(`/${path || 'index.html'}`))
    const headers = HOSTS[host as Host]
    try {
      if (headers === undefined) throw new Error('no such host')
      if (only !== undefined && of !== undefined && of !== only)
        return void response.writeHead(200, { 'Content-Type': 'text/javascript', ...headers }).end(EMPTY_FIGURE)
      if (!compressed.has(file)) compressed.set(file, gzipSync(readFileSync(file)))
      const type = TYPES[extname(file)] ?? 'application/octet-stream'
      response.writeHead(200, {
        'Content-Type': type,
        'Content-Encoding': 'gzip',
        ...(host === 'threads' && { 'Content-Security-Policy': policy }),
        ...headers,
      })
      response.end(compressed.get(file))
    } catch {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end(`${pathname} is not here`)
    }
  }
  const server = createServer((request, response) => answer(request.url ?? '/', response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    at: (host, rest = '', only) => `${origin}/sub/path/${host}${only === undefined ? '' : `+${only}`}/${rest}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** The policy that a page has for itself. */
export const policyOf = (html: string): string => html.match(/Content-Security-Policy"\s+content="([^"]+)"/)?.[1] ?? ''

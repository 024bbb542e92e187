import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'

/** A server of the workspace's sources for a page: TypeScript without its types, packages found by an import map. */
export interface SourceServer {
  readonly url: string
  /** What the page sends back with `POST /result`. */
  readonly result: Promise<unknown>
  close(): void
}

/** Headers that make a page cross-origin isolated, so that it may share memory. */
const isolating = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Serves `root` and `files`, with a page at / that runs the module at `main` (a path below root). */
export async function serveSources(
  root: string,
  main: string,
  isolated: boolean,
  files: Readonly<Record<string, Uint8Array>> = {},
): Promise<SourceServer> {
  let settle: (value: unknown) => void = () => {}
  const result = new Promise<unknown>((resolve) => {
    settle = resolve
  })
  const page = pageOf(importMap(root), main)
  const server: Server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const send = (status: number, type: string, body: string | Uint8Array): void => {
      response.writeHead(status, { 'Content-Type': type, ...(isolated ? isolating : {}) })
      response.end(body)
    }
    if (request.method === 'POST' && path === '/result') {
      let body = ''
      request.on('data', (part: Buffer) => {
        body += part.toString()
      })
      request.on('end', () => {
        send(204, 'text/plain', '')
        settle(JSON.parse(body))
      })
      return
    }
    if (path === '/') return send(200, 'text/html', page)
    const file = files[path]
    if (file) return send(200, path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream', file)
    if (!/\.[jt]s$/.test(path)) return send(404, 'text/plain', 'not found')
    try {
      const source = readFileSync(join(root, path), 'utf8')
      send(200, 'text/javascript', path.endsWith('.ts') ? stripTypeScriptTypes(source) : source)
    } catch (error) {
      send(404, 'text/plain', String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, result, close: () => server.close() }
}

/** Where every entry of every package has its source. */
function importMap(root: string): Record<string, string> {
  const imports: Record<string, string> = {}
  for (const name of ['schema', 'math', 'rng', 'metrics', 'data', 'tensor', 'wasm', 'nn', 'dropout', 'train']) {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as {
      readonly exports: Readonly<Record<string, string | { readonly '@thinned/source'?: string }>>
    }
    for (const [entry, target] of Object.entries(manifest.exports)) {
      const source = typeof target === 'object' ? target['@thinned/source'] : undefined
      if (source && !entry.includes('*'))
        imports[join(`@thinned/${name}`, entry)] = `/${join('packages', name, source)}`
    }
  }
  return imports
}

function pageOf(imports: Record<string, string>, main: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>conformance</title>
<script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">
  import('/${main}')
    .then((module) => module.runInPage())
    .catch((error) => ({ error: error.stack ?? String(error) }))
    .then((result) => fetch('/result', { method: 'POST', body: JSON.stringify(result) }))
</script>`
}

import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Bundle } from '../measure/bundle.ts'
import { dataFiles } from '../measure/data-folder.ts'
import type { Reply } from '../protocol/answer.ts'
import type { Ready, Request } from '../protocol/messages.ts'

/** A page that answers requests. */
export interface ServedPage {
  readonly url: string
  /** The first thing that the page says. */
  ready(): Promise<Ready | Reply>
  /** What the page says to a request. */
  ask(request: Request): Promise<Reply>
  close(): void
}

/** These make a page cross-origin isolated, so that it may share memory. */
const isolating = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/** Serves a page that runs `entry` of a bundle; requests go to it as answers to its own. */
export async function servePage(bundle: Bundle, entry: string): Promise<ServedPage> {
  const page = `<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/${entry}"></script>`
  let folder = ''
  const toPage = handOver<Request>()
  const fromPage = handOver<Ready | Reply>()
  const server = createServer((request, response) => void respond(request, response))
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url!, 'http://localhost').pathname.slice(1)
    const send = (type: string, body: string | Uint8Array, status = 200): void => {
      response.writeHead(status, { 'Content-Type': type, ...isolating }).end(body)
    }
    if (path === '') return send('text/html', page)
    if (path === 'next') return send('application/json', JSON.stringify(await toPage.take()))
    if (path === 'answer') {
      fromPage.give(JSON.parse(await text(request)) as Reply)
      return send('text/plain', '')
    }
    const data = dataFiles.find((name) => path === `data/${name}`)
    if (data) return send('application/octet-stream', readFileSync(join(folder, data)))
    const script = bundle.get(path)
    return script ? send('text/javascript', script) : send('text/plain', 'not found', 404)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ready: fromPage.take,
    ask(request) {
      if ('prepare' in request) folder = request.folder
      toPage.give(request)
      return fromPage.take() as Promise<Reply>
    },
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** Hands values from one side to the other, in order, whoever comes first. */
function handOver<T>(): { give(value: T): void; take(): Promise<T> } {
  const given: T[] = []
  const takers: ((value: T) => void)[] = []
  return {
    give(value) {
      const taker = takers.shift()
      if (taker) taker(value)
      else given.push(value)
    },
    take: () =>
      new Promise((resolve) => {
        if (given.length > 0) resolve(given.shift()!)
        else takers.push(resolve)
      }),
  }
}

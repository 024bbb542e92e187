import { init, layerFactories as layers, linear } from '@thinned/nn'
import { key } from '@thinned/rng'
import { afterEach, expect, test, vi } from 'vitest'
import { type Build, ensemble, type PageWorker, serveMembers } from '../../index.ts'
import { SERVES } from './messages.ts'

afterEach(() => vi.unstubAllGlobals())

const build: Build = ({ key }) => {
  const model = linear(2, 2)
  init(model, key)
  return model
}

/** What serveMembers posts from the start, in a scope with these globals beside those of a worker. */
function posted(globals: Readonly<Record<string, unknown>>): unknown[] {
  const messages: unknown[] = []
  const postMessage = (message: unknown): unknown => messages.push(message)
  for (const [name, value] of Object.entries({ postMessage, addEventListener: () => {}, ...globals }))
    vi.stubGlobal(name, value)
  serveMembers(build)
  vi.unstubAllGlobals()
  return messages
}

test('it serves in workers of browsers, Deno and Bun, and nowhere else', () => {
  const ready = [{ tag: 'thinned member', message: { type: 'ready' } }]
  expect(posted({ WorkerGlobalScope: class {} })).toEqual(ready)
  expect(posted({ Bun: { isMainThread: false } })).toEqual(ready)
  expect(posted({ Bun: { isMainThread: true } })).toEqual([])
  expect(posted({})).toEqual([])
})

test('a worker that trains the build of its module does not serve it too', () => {
  expect(posted({ WorkerGlobalScope: class {}, [SERVES]: true })).toEqual([])
})

test('a worker that the browser refuses without a reason is explained', async () => {
  const worker = (): PageWorker => ({
    postMessage: () => {},
    terminate: () => {},
    addEventListener: (type, listener) => type === 'error' && queueMicrotask(() => listener({ message: '' } as never)),
  })
  await expect(ensemble({ worker }, { members: 1, key: key(1), workers: 1, layers })).rejects.toThrow(
    /^Member 0 of the ensemble failed: its worker failed: the browser did not say why\. Its file may be missing.*Cross-Origin-Embedder-Policy too\.$/,
  )
})

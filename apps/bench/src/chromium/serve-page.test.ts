import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Request } from '../protocol/messages.ts'
import { type ServedPage, servePage } from './serve-page.ts'

const bundle = new Map([['page.js', Buffer.from('the program')]])
let page: ServedPage | undefined
const folder = mkdtempSync(join(tmpdir(), 'bench-test-'))
writeFileSync(join(folder, 'labels.bin'), Uint8Array.of(1, 2, 3))

afterEach(() => page?.close())

test('it serves an isolated page, its program and nothing else', async () => {
  page = await servePage(bundle, 'page.js')
  const root = await fetch(page.url)
  expect(root.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
  expect(root.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp')
  expect(await root.text()).toContain('src="/page.js"')
  expect(await (await fetch(`${page.url}page.js`)).text()).toBe('the program')
  expect((await fetch(`${page.url}other.js`)).status).toBe(404)
})

test('requests wait for the page or the page for requests, and answers come back in order', async () => {
  page = await servePage(bundle, 'page.js')
  const { url } = page
  const answer = (message: object) => fetch(`${url}answer`, { method: 'POST', body: JSON.stringify(message) })
  const next = async () => (await (await fetch(`${url}next`)).json()) as Request
  await answer({ versions: { chromium: '1' } })
  expect(await page.ready()).toEqual({ versions: { chromium: '1' } })
  const early = page.ask({ repeat: 'mlp', times: 3 })
  expect(await next()).toEqual({ repeat: 'mlp', times: 3 })
  const waiting = next()
  await answer({ milliseconds: 12 })
  expect(await early).toEqual({ milliseconds: 12 })
  const late = page.ask({ release: 'mlp' })
  expect(await waiting).toEqual({ release: 'mlp' })
  await answer({ note: '' })
  expect(await late).toEqual({ note: '' })
})

test('the page reads files of the folder that it was told to use, and no others', async () => {
  page = await servePage(bundle, 'page.js')
  const { url } = page
  void page.ask({ prepare: 'mlp', trainingSteps: 0, folder })
  expect(new Uint8Array(await (await fetch(`${url}data/labels.bin`)).arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3))
  expect((await fetch(`${url}data/none.bin`)).status).toBe(404)
  expect((await fetch(`${url}data/..%2f..%2fetc%2fpasswd`)).status).toBe(404)
  rmSync(folder, { recursive: true })
})

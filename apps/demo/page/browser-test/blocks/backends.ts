import { deepEqual, equal, match } from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { nodeHashes } from '../../blocks/backends/node-hashes.ts'
import type { BlockChecks, Check } from '../check.ts'
import type { Host } from '../serve.ts'
import { LIMIT } from '../visit.ts'

const BACKENDS = ['reference', 'wasm', 'threads', 'webgpu'] as const

/** Which backends compute at each host, and why the others do not. */
const expected: Readonly<Record<Host, readonly (RegExp | 'measured')[]>> = {
  threads: ['measured', 'measured', 'measured', /no backend for it yet/],
  plain: ['measured', 'measured', /not cross-origin isolated.*Cross-Origin-Opener-Policy/, /no backend for it yet/],
  'no-wasm': ['measured', /'wasm-unsafe-eval'/, /'wasm-unsafe-eval'/, /no backend for it yet/],
}

const atHosts = (Object.keys(expected) as Host[]).map(
  (host): Check => ({
    says: `at the host ${host}: the fingerprints are Node's, on every backend; what is missing has its reason`,
    async run({ open }) {
      const { page } = await open(host, '?backends.width=64#backends', { expected: /WebAssembly|wasm-eval/ })
      await page.waitForSelector('#backends .backend:not([data-state=waiting]) >> nth=3', { timeout: LIMIT })
      const { mask, weights } = nodeHashes['64']
      for (const [i, backend] of BACKENDS.entries()) {
        const row = page.locator(`#backends [data-backend=${backend}]`)
        const want = expected[host][i]!
        if (want !== 'measured') {
          equal(await row.getAttribute('data-state'), 'missing')
          match((await row.textContent()) ?? '', want)
          continue
        }
        equal(await row.getAttribute('data-state'), 'measured')
        deepEqual([await hashOf(page, `${backend}-mask`), await hashOf(page, `${backend}-weights`)], [mask, weights])
      }
      equal(await page.locator('#backends [data-node]').getAttribute('data-node'), 'true')
      if (host !== 'no-wasm') equal(await page.locator('#backends [data-equal]').getAttribute('data-equal'), 'true')
    },
  }),
)

/** The measurement ends when the visitor says so. */
const stops: Check = {
  says: 'Stop ends the measurement',
  async run({ open }) {
    const { page } = await open('plain', '?backends.steps=30&backends.width=256#backends')
    await page.waitForSelector('#backends .backend[data-state=measured]')
    await page.locator('#backends button[name=stop]').click()
    await page.waitForSelector('#backends button[name=run]')
    const shown = () => page.locator('#backends .backend-list').textContent()
    await page.waitForTimeout(300) // what was on its way
    const stopped = await shown()
    await page.waitForTimeout(1500)
    equal(await shown(), stopped)
  },
}

export const own: BlockChecks = { checks: [...atHosts, stops] }

const hashOf = (page: Page, name: string): Promise<string | null> =>
  page.locator(`#backends [data-name=${name}]`).getAttribute('data-value')

import { equal, match, notEqual, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { blockNames } from '../block-names.ts'
import { type Check, nothing } from '../check.ts'
import { policyOf } from '../serve.ts'
import { figureOf } from '../visit.ts'

/** The page where something is missing: scripts, a server, the frame around it. */
export const checks: readonly Check[] = [
  {
    says: 'its text reads without JavaScript',
    async run({ open }) {
      const { page } = await open('plain', '', { javaScriptEnabled: false })
      for (const block of blockNames)
        for (const part of ['h2', '.text', '.try', '.waiting', 'summary']) {
          const first = page.locator(`#${block} ${part}`).first()
          ok((await first.isVisible()) && (await first.textContent())?.trim(), `${block}: ${part} is not seen`)
        }
      await page.locator('.without-script').waitFor({ state: 'visible' })
    },
  },
  {
    says: 'opened as a file it has its style and says how to serve it',
    async run({ openAddress, folder }) {
      const { page } = await openAddress(pathToFileURL(join(folder, 'index.html')).href, {
        expected: /from origin 'null' has been blocked by CORS|net::ERR_FAILED/,
      })
      const notice = page.locator('.without-script')
      await notice.waitFor({ state: 'visible' })
      match((await notice.textContent()) ?? '', /npx -y pnpm@12 page/)
      equal(await page.evaluate(() => getComputedStyle(document.body).margin), '0px', 'The style does not apply')
    },
  },
  {
    says: 'with ?embed the frame is gone and the figures stay',
    async run({ open }) {
      const { page } = await open('plain', `?embed#${blockNames[0]}`, { still: true })
      await figureOf(page, blockNames[0]!)
      for (const part of ['header', 'footer', '.block-foot'])
        equal(await page.locator(part).first().isVisible(), false, `${part} is still seen`)
    },
  },
  {
    says: 'keeps its own policy: no style and no script in its text, no address of a host',
    async run({ folder }) {
      const html = readFileSync(join(folder, 'index.html'), 'utf8')
      const policy = policyOf(html)
      match(policy, /default-src 'none'/)
      nothing(policy.match(/unsafe-inline|'unsafe-eval'|https?:|\*/g) ?? [], 'The policy allows')
      const inline = html.match(/\sstyle="[^"]*"|<style\b|<script(?![^>]*\bsrc=)[^>]*>|\son\w+="/g) ?? []
      nothing(inline, 'The policy refuses these')
      const addresses = [...html.matchAll(/\s(?:src|href)="([^"#]+)/g)].map(([, address]) => address!)
      notEqual(addresses.length, 0)
      nothing(
        [...html.matchAll(/<(?:script|link|img|iframe)\b[^>]*\s(?:src|href)="([^"]+)"/g)]
          .map(([, address]) => address!)
          .filter((address) => !address.startsWith('./')),
        'These are not relative',
      )
    },
  },
  {
    says: 'is tested without a WebGPU adapter, so that nothing needs one',
    async run({ open }) {
      const { page } = await open('plain', '', { expected: /No available adapters/ })
      const adapter = await page.evaluate(async () => {
        const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<unknown> } }
        return (await gpu?.requestAdapter()) != null
      })
      equal(adapter, false)
    },
  },
]

import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { wasm } from 'thinned'
import { twins } from '../../blocks/twins/compute.ts'
import { fields, settingsOf } from '../../blocks/twins/fields.ts'
import { state } from '../../blocks/twins/state.ts'
import { ATTRIBUTES } from '../../element/attribute-state.ts'
import type { Check } from '../check.ts'
import { LIMIT, type Visitor } from '../visit.ts'

const MOST_BYTES = 120_000
const SCRIPT = 'thinned-twins.js'

/** `<thinned-twins>`: on a page of others, in one script. */
export const checks: readonly Check[] = [
  {
    says: 'the element is one small script',
    async run({ folder }) {
      const bytes = gzipSync(readFileSync(join(folder, SCRIPT))).length
      ok(bytes <= MOST_BYTES, `${SCRIPT} has ${bytes} bytes (gzip), more than ${MOST_BYTES}`)
    },
  },
  {
    says: 'two elements on a bare page give the numbers of the library, each by its attributes',
    async run(visitor) {
      const page = await bare(
        visitor,
        '<thinned-twins seed="7" keep="0.8" at="10"></thinned-twins><thinned-twins data="circles" keep2="1" at="10"></thinned-twins>',
      )
      const backend = await wasm({ threads: 1 })
      const initial = settingsOf(state.values.value)
      const expected = [
        { ...initial, seed: 7, keep1: 0.8, keep2: 0.8 },
        { ...initial, data: 'circles' as const, keep2: 1 },
      ]
      for (const [i, settings] of expected.entries()) {
        const element = page.locator('thinned-twins').nth(i)
        await element.locator('.twins[data-step="10"]').waitFor({ timeout: LIMIT })
        const run = twins(settings, backend)
        const { plain, thinned } = await run.advance(10, [], { details: false })
        await run.stop()
        const shown = await element
          .locator('.numbers data[data-name$=-batch]')
          .evaluateAll((all) => all.map((one) => Number((one as HTMLDataElement).value)))
        deepEqual(shown, [plain.batchLoss, thinned.batchLoss])
      }
    },
  },
  {
    says: 'an element follows its attributes, its controls change them, and its workers end with it',
    async run(visitor) {
      const page = await bare(visitor, '<thinned-twins seed="3" keep="7" at="5"></thinned-twins>')
      const element = page.locator('thinned-twins')
      await element.locator('.twins[data-step="5"]').waitFor({ timeout: LIMIT })
      match(
        (await element.locator('.problem').first().textContent()) ?? '',
        /<thinned-twins> sets keep1 to "7"; keep1 is a number from/,
      )
      await element.evaluate((one) => one.setAttribute('keep', '0.9'))
      equal(await element.locator('.problem').count(), 0)
      equal(await element.locator('input[name=keep2]').inputValue(), '0.9')
      await element.locator('button[name=next-seed]').click()
      equal(await element.getAttribute('seed'), '4')
      await element.locator('button[name=seeds]').click()
      await element.locator('[data-pairs="0"] button[name=seeds]:text("Stop")').waitFor()
      equal(page.url().includes('seed'), false)
      await element.evaluate((one) => one.remove())
      await untilWorkers(page, 0)
      await page.evaluate(() => {
        const one = document.createElement('thinned-twins')
        one.setAttribute('at', '3')
        document.body.append(one)
        document.body.prepend(one) // moved: removed and added again
      })
      await element.locator('.twins[data-step="3"]').waitFor({ timeout: LIMIT })
      await untilWorkers(page, 1)
    },
  },
  {
    says: 'the page of the element shows it, and how it is used',
    async run({ open, server }) {
      const { page } = await open('threads', 'embed.html')
      await page.waitForFunction(
        () => {
          const root = document.querySelector('thinned-twins')?.shadowRoot
          return Number(root?.querySelector<HTMLDataElement>('data[data-name=step]')?.value) > 5
        },
        undefined,
        { timeout: LIMIT },
      )
      const snippets = await page.locator('[data-snippet] code').allTextContents()
      equal(snippets.length, 3)
      for (const snippet of snippets) ok(snippet.includes(`"${server.at('threads')}`), snippet)
      const names = await page.locator('tbody td:first-child').allTextContents()
      deepEqual(names, ['keep', ...Object.keys(fields)])
      deepEqual(names, ATTRIBUTES)
    },
  },
]

/** A page that has nothing but the script and some elements. */
async function bare({ openAddress, server }: Visitor, elements: string): Promise<Page> {
  const { page } = await openAddress('about:blank')
  await page.route(server.at('plain', 'bare.html'), (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><title>A bare page</title><link rel="icon" href="./icon.svg"><script defer src="./${SCRIPT}"></script>${elements}`,
    }),
  )
  await page.goto(server.at('plain', 'bare.html'))
  return page
}

async function untilWorkers(page: Page, count: number): Promise<void> {
  for (const end = Date.now() + LIMIT; page.workers().length !== count; await page.waitForTimeout(50))
    if (Date.now() > end) throw new Error(`The page has ${page.workers().length} workers, not ${count}`)
}

import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { blockNames } from '../block-names.ts'
import { type Check, nothing } from '../check.ts'
import { figureOf } from '../visit.ts'

const WIDTHS = [1024, 390] as const

export const checks: readonly Check[] = [
  {
    says: `with all figures, ${WIDTHS.join(' and ')} wide: no horizontal scroll, each id once, a sentence for each picture, and axe finds nothing, light and dark`,
    async run({ open }) {
      // Still, as nine figures that train at once would leave the machine no time for what is looked at.
      const { page } = await open('threads', '', { width: WIDTHS[0], still: true, colorScheme: 'light' })
      await page.evaluate(axe.source)
      for (const block of blockNames) {
        await page.locator(`#${block} .figure`).scrollIntoViewIfNeeded()
        await figureOf(page, block)
      }
      nothing(await page.evaluate(withoutSentence), 'These have no sentence for those who do not see them')
      nothing(await page.evaluate(sharedIds), 'These ids name several elements, of which labels find the first')
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 })
        nothing(await page.evaluate(tooWide), `The page scrolls sideways at ${width} pixels; these are too wide`)
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme })
          nothing(await violations(page), `axe finds, ${width} wide, ${colorScheme}`)
        }
      }
    },
  },
]

async function violations(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(where: Document, how: object): Promise<AxeResults> } }).axe.run(document, {
      resultTypes: ['violations'],
    }),
  )
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) => `${id}: ${help}\n  ${target} ${html.slice(0, 200)}\n  ${failureSummary}`,
    ),
  )
}

function sharedIds(): string[] {
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id)
  return [...new Set(ids.filter((id, i) => ids.indexOf(id) < i))]
}

function tooWide(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return []
  return [...document.body.querySelectorAll('*')]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > clientWidth + 0.5)
    .map((one) => one.outerHTML.slice(0, 120))
    .slice(0, 10)
}

/** Pictures that are seen, but neither described to screen readers nor hidden from them. */
function withoutSentence(): string[] {
  return [...document.querySelectorAll('.figure :is(svg, canvas, img)')]
    .filter((one) => one.checkVisibility() && one.closest('[aria-hidden=true]') === null)
    .filter((one) => {
      const named = one.closest(
        '[role=img], button, a, [role=application], [role=slider], canvas[aria-label], svg[aria-label]',
      )
      const by = named?.getAttribute('aria-labelledby')
      const label = (by ? document.getElementById(by)?.textContent : named?.getAttribute('aria-label')) ?? ''
      return named === null || (named.matches('[role=img]') && label.trim().split(/\s+/).length < 4)
    })
    .map((one) => `${one.closest('section')?.id}: ${one.outerHTML.slice(0, 160)}`)
}

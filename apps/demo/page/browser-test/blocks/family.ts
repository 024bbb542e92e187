import { equal, ok } from 'node:assert/strict'
import { measure } from '../../blocks/family/compute.ts'
import { members } from '../../blocks/family/members.ts'
import type { BlockChecks } from '../check.ts'
import { figureOf, linkOf } from '../visit.ts'

export const own: BlockChecks = {
  checks: [
    {
      says: 'every variant has a card; an open one has the measurements of the library, and stands in the link',
      async run({ open }) {
        const { page } = await open('threads', '?family.keep=0.7&family.seed=3#family', { still: true })
        await figureOf(page, 'family')
        await page.waitForSelector(`#family .family[data-members="${members.length}"]`)
        equal(await page.locator('#family .card').count(), members.length)
        await page.locator('#family button[name=dropBlock]').click()
        const number = async (name: string): Promise<number> =>
          Number(await page.locator(`#family data[data-name="${name}"]`).getAttribute('value'))
        for (const setting of [0, 1]) {
          if (setting > 0) await page.locator('#family select[name=setting]').selectOption(String(setting))
          const { mean, variance } = measure('dropBlock', { keep: 0.7, seed: 3, setting })
          await page.waitForSelector(`#family data[data-name="measured-mean"][value="${mean.measured}"]`)
          equal(await number('declared-mean'), mean.declared)
          equal(await number('error-mean'), mean.error)
          equal(await number('measured-variance'), variance.measured)
        }
        const link = await linkOf(page, 'family')
        for (const part of ['family.variant=dropBlock', 'family.keep=0.7', 'family.setting=1']) ok(link.includes(part))
      },
    },
    {
      says: 'a group shows its variants alone, and a variant that does not exist is named',
      async run({ open }) {
        const { page } = await open('plain', '?family.variant=dropEverything#family', { still: true })
        await figureOf(page, 'family')
        await page.locator('#family .problem', { hasText: 'dropEverything, which does not exist' }).waitFor()
        await page.locator('#family select[name=group]').selectOption('paths')
        const inGroup = members.filter(({ group }) => group === 'paths').length
        await page.waitForFunction((count) => document.querySelectorAll('#family .card').length === count, inGroup)
      },
    },
    {
      says: 'the arrow keys read the cells of an open variant',
      async run({ open }) {
        const { page } = await open('plain', '?family.variant=channelDropout#family', { still: true })
        await figureOf(page, 'family')
        const field = page.locator('#family .tile-field')
        await field.focus()
        for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await field.press(key)
        await page.locator('#family .told', { hasText: 'example 1, channel 1, row 2, column 3' }).waitFor()
      },
    },
  ],
}

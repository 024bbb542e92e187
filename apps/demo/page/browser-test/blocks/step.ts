import { deepEqual, equal, match, notEqual } from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { runNumbers, stepNumbers } from '../../blocks/step/compute.ts'
import type { BlockChecks } from '../check.ts'
import { figureOf, linkOf, numbersOf } from '../visit.ts'

const STEPS = 10
const setting = { keep: 0.7, seed: 5, evaluate: false, dropped: [], kept: [] }
const address = '?step.keep=0.7&step.seed=5&step.cell=23#step'

const maskOf = async (page: Page): Promise<string | null> =>
  page.locator('#step [data-matrix=mask]').getAttribute('data-mask')

async function waitForStep(page: Page, step: number): Promise<void> {
  await page.waitForSelector(`#step .step[data-step="${step}"]`)
}

export const own: BlockChecks = {
  checks: [
    {
      says: `${STEPS} steps with a seed give the numbers of the library, and the masks come back`,
      async run({ open }) {
        const { page } = await open('threads', address, { still: true })
        await figureOf(page, 'step')
        const first = await maskOf(page)
        for (let step = 1; step <= STEPS; step++) {
          await page.locator('#step button[name=step]').click()
          await waitForStep(page, step)
        }
        const expected = stepNumbers({ ...setting, step: STEPS })
        const run = runNumbers(setting)
        equal(await maskOf(page), expected.mask.join(''))
        notEqual(await maskOf(page), first)
        await page.waitForSelector('#step data[data-name=mean]')
        const shown = Object.fromEntries(
          Object.entries(await numbersOf(page, 'step')).map(([name, value]) => [
            name.replace(/^\d+ /, ''),
            Number(value),
          ]),
        )
        for (const name of ['activation', 'mask', 'output', 'arriving', 'leaving'] as const)
          equal(shown[name], expected[name][23], name)
        deepEqual([shown['loss'], shown['full-loss']], [expected.loss, expected.fullLoss])
        equal(shown['mean'], run.mean[STEPS]![23])
        for (let step = STEPS - 1; step >= 0; step--) await page.locator('#step input[name=step]').press('ArrowLeft')
        await waitForStep(page, 0)
        equal(await maskOf(page), first)
      },
    },
    {
      says: 'a unit that is turned by hand is marked, in the link, and has no output and no gradient',
      async run({ open }) {
        const { page } = await open('plain', address, { still: true })
        await figureOf(page, 'step')
        const cell = (await maskOf(page))!.indexOf('1')
        const button = page.locator(`#step [data-matrix=mask] [data-cell="${cell}"]`)
        await button.click()
        await page.waitForSelector(`#step [data-matrix=mask] [data-cell="${cell}"].gone.hand`)
        match((await button.getAttribute('aria-label')) ?? '', /dropped by hand/)
        for (const matrix of ['output', 'leaving'])
          equal(await page.locator(`#step [data-matrix=${matrix}] [data-cell="${cell}"]`).textContent(), '0')
        match(await linkOf(page, 'step'), new RegExp(`step.dropped=${cell}(&|#)`))
        await button.press(' ')
        await page.waitForSelector(`#step [data-matrix=mask] [data-cell="${cell}"].kept:not(.hand)`)
        await button.press(' ')
        await page.waitForSelector('#step .cell.hand[data-cell]')
        await page.locator('#step button[name=reset]').click()
        await page.waitForFunction(() => document.querySelector('#step .cell.hand[data-cell]') === null)
      },
    },
    {
      says: 'steps go by before anyone touches it, and stop at Pause',
      async run({ open }) {
        const { page } = await open('plain', '#step')
        await page.waitForSelector('#step .step[data-step="2"]')
        const play = page.locator('#step button[name=play]')
        await play.click()
        equal(await play.textContent(), 'Play')
      },
    },
  ],
}

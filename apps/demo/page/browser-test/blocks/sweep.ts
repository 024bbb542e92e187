import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { meanInterval } from '@thinned/metrics'
import { wasm } from 'thinned'
import { run } from '../../blocks/sweep/compute.ts'
import type { BlockChecks } from '../check.ts'
import { figureOf } from '../visit.ts'

const SEEDS = [3, 4, 5, 6]
const sweep = 'sweep.scenario=epoch&sweep.seeds=4&sweep.first=3'
/** A sweep of 120 runs, which is not over when a click comes. */
const longer = 'sweep.scenario=epoch&sweep.seeds=12&sweep.first=3'

/** Test errors of the case of one epoch, in percent. */
async function errors(keep: number): Promise<number[]> {
  const backend = await wasm({ threads: 1 })
  const runs = []
  for (const seed of SEEDS) runs.push(await run({ scenario: 'epoch', size: 1000, keep, seed }, backend))
  return runs.map(({ testError }) => 100 * testError)
}

export const own: BlockChecks = {
  checks: [
    {
      says: 'runs without dropout appear, then a guess is marked, and the sweep has the differences of the library',
      async run({ open }) {
        const { page } = await open('threads', `?${sweep}#sweep`)
        await figureOf(page, 'sweep')
        await page.locator('#sweep input[name=guess]').fill('0.7')
        await page.locator('#sweep button[name=start]').click()
        await page.waitForSelector('#sweep [data-finished="40"][data-total="40"]')
        const [some, none] = [await errors(0.7), await errors(1)]
        const { value, low, high } = meanInterval(some.map((error, i) => error - none[i]!))
        const shown = async (name: string): Promise<number> =>
          Number(await page.locator(`#sweep data[data-name="${name}"]`).getAttribute('value'))
        deepEqual(
          [await shown('difference-1000'), await shown('low-1000'), await shown('high-1000')],
          [value, low, high],
        )
        const says = high < 0 ? 'dropout helps' : low > 0 ? 'dropout hurts' : 'the runs do not tell'
        match((await page.locator('#sweep tbody tr').textContent())!, new RegExp(`: ${says}$`))
        equal(await page.locator('#sweep [role=status]').count(), 1)
      },
    },
    {
      says: 'pauses, goes on, keeps its results through a reload, and begins anew after a reset',
      async run({ open }) {
        const { page } = await open('plain', `?${longer}&sweep.started=yes#sweep`)
        await figureOf(page, 'sweep')
        const play = page.locator('#sweep button[name=play]')
        await page.waitForFunction(() => Number(document.querySelector<HTMLElement>('.sweep')?.dataset['finished']) > 2)
        await play.click()
        equal(await play.textContent(), 'Play')
        const finished = async () => Number(await page.locator('.sweep').getAttribute('data-finished'))
        const paused = await finished()
        await page.waitForTimeout(1000)
        // What was running in each worker has ended, and nothing else.
        const workers = await page.evaluate(() => navigator.hardwareConcurrency)
        ok((await finished()) <= paused + workers, `${await finished()} runs, of which ${paused} before the pause`)
        await play.click()
        await page.waitForSelector('#sweep [data-finished="120"]')
        await page.reload()
        await page.waitForSelector('#sweep [data-finished="120"]')
        await page.locator('#sweep .progress', { hasText: '120 of them from before' }).waitFor()
        await page.locator('#sweep button[name=reset]').click()
        await page.waitForSelector('#sweep [data-total="12"][data-started=false]')
        equal(await page.locator('#sweep .progress', { hasText: 'from before' }).count(), 0)
      },
    },
  ],
}

import { deepEqual, equal } from 'node:assert/strict'
import { wasm } from 'thinned'
import { trained } from '../../blocks/features/compute.ts'
import type { BlockChecks } from '../check.ts'
import { numbersOf } from '../visit.ts'

const settings = { task: 'classify', keep: 0.6, seed: 3 } as const
const removal = { remove: 50, order: 'weakest', rescale: true } as const

export const own: BlockChecks = {
  checks: [
    {
      says: 'trains, diagnoses and removes units to the numbers of the library',
      async run({ open }) {
        const query =
          'features.task=classify&features.keep=0.6&features.seed=3&features.remove=50&features.order=weakest&features.rescale=yes'
        const { page } = await open('plain', `?${query}#features`)
        await page.waitForSelector('#features data[data-name=thinned-removed]:not([value=""])', { timeout: 60_000 })
        const shown = Object.fromEntries(
          Object.entries(await numbersOf(page, 'features')).map(([name, value]) => [name.replace(/^\d+ /, ''), value]),
        )
        const backend = await wasm({ threads: 1 })
        for (const side of ['plain', 'thinned'] as const) {
          const { signal } = new AbortController()
          const net = await trained(settings, side === 'thinned', { backend, signal, report: () => {} })
          const { diagnosed } = net
          deepEqual(
            ['step', 'loss', 'zero', 'mean', 'gini', 'contribution', 'removed'].map((name) =>
              Number(shown[`${side}-${name}`]),
            ),
            [
              400,
              diagnosed.loss,
              diagnosed.statistics.zeroShare,
              diagnosed.statistics.mean,
              diagnosed.contributions.gini,
              diagnosed.contributions.increases[diagnosed.order[0]!],
              100 * (await net.remove(removal)).error,
            ],
          )
          const { digits } = diagnosed.test
          const images = Array.from({ length: 10 }, (_, digit) => digits.indexOf(digit))
          const scores = net.answers(removal, images)
          const named = images.map((_, i) => {
            const row = scores.subarray(10 * i, 10 * i + 10)
            return row.indexOf(Math.max(...row))
          })
          const row = page.locator('#features .answers').nth(side === 'plain' ? 0 : 1)
          deepEqual((await row.locator('li').allTextContents()).map(Number.parseFloat), named)
        }
        equal(await page.locator('#features [data-network=plain] .removed').count(), removal.remove)
      },
    },
  ],
}

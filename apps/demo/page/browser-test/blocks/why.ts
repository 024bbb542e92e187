import { equal, match } from 'node:assert/strict'
import { CONVENTIONS, chosen } from '../../blocks/why/compute.ts'
import type { BlockChecks } from '../check.ts'
import { figureOf } from '../visit.ts'

export const own: BlockChecks = {
  checks: [
    {
      says: 'the three rules give the numbers of the library, at the keep of the slider and behind tanh',
      async run({ open }) {
        const { page } = await open('threads', '?why.keep=0.75&why.seed=3#why', { still: true })
        await figureOf(page, 'why')
        const number = async (name: string): Promise<number> =>
          Number(await page.locator(`#why data[data-name="${name}"]`).getAttribute('value'))
        for (const [keep, after] of [
          [0.75, 'nothing'],
          [0.8, 'nothing'],
          [0.8, 'tanh'],
        ] as const) {
          // The last of several moves is answered, also while the first is.
          const moves = keep === 0.8 ? ['ArrowLeft', 'ArrowRight', 'ArrowRight'] : []
          if (after === 'nothing') for (const key of moves) await page.locator('#why input[name=keep]').press(key)
          await page.locator('#why select[name=after]').selectOption(after)
          await page.waitForSelector(`#why .why[data-keep="${keep}"][data-after=${after}] .rule`)
          const expected = chosen({ seed: 3, after }, keep)
          for (const convention of CONVENTIONS) {
            const { mean, margin, deviation, predicted } = expected[convention].spread
            equal(await number(`${convention}-mean`), mean)
            equal(await number(`${convention}-deviation`), deviation)
            equal(await number(`${convention}-predicted`), predicted)
            const outcome = await page.locator(`#why [data-rule=${convention}] .outcome`).textContent()
            if (after === 'nothing' && convention !== 'mistake') match(outcome!, /✓ Prediction is the mean/)
            else if (after === 'nothing' || Math.abs(predicted - mean) > margin)
              match(outcome!, predicted > mean ? / above the mean/ : / below the mean/)
          }
        }
      },
    },
    {
      says: 'a press on a picture chooses the keep there',
      async run({ open }) {
        const { page } = await open('plain', '#why', { still: true })
        await figureOf(page, 'why')
        const picture = page.locator('#why [data-rule=mistake] > svg')
        await picture.scrollIntoViewIfNeeded()
        const { width, height } = (await picture.boundingBox())!
        // keep goes from 0.1 at 34 to 1 at 268, of 380.
        const at = (keep: number) => ((34 + ((268 - 34) * (keep - 0.1)) / 0.9) / 380) * width
        await picture.click({ position: { x: at(0.3), y: height / 2 } })
        await page.waitForSelector('#why .why[data-keep="0.3"]')
      },
    },
  ],
}

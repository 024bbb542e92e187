import { deepEqual, equal, match } from 'node:assert/strict'
import { adam, fit, wasm } from 'thinned'
import { BATCH, twins } from '../../blocks/twins/compute.ts'
import { runKey, trainingExamples } from '../../blocks/twins/examples.ts'
import { settingsOf } from '../../blocks/twins/fields.ts'
import { network } from '../../blocks/twins/network.ts'
import { state } from '../../blocks/twins/state.ts'
import type { BlockChecks } from '../check.ts'
import { figureOf, linkOf, numbersOf } from '../visit.ts'

const STEPS = 10
const settings = { ...settingsOf(state.values.value), seed: 7, keep2: 0.6, size: 50 }

export const own: BlockChecks = {
  checks: [
    {
      says: `${STEPS} steps with a seed give the numbers of the library`,
      async run({ open }) {
        const { page } = await open('threads', '?twins.seed=7&twins.keep2=0.6&twins.size=50#twins', { still: true })
        await figureOf(page, 'twins')
        for (let step = 1; step <= STEPS; step++) {
          await page.locator('#twins button[name=step]').click()
          await page.waitForSelector(`#twins data[data-name=step][value="${step}"]`)
        }
        const shown = Object.fromEntries(
          Object.entries(await numbersOf(page, 'twins')).map(([name, value]) => [
            name.replace(/^\d+ /, ''),
            Number(value),
          ]),
        )
        const backend = await wasm({ threads: 1 })
        const run = twins(settings, backend)
        const { plain, thinned } = await run.advance(STEPS, [], { details: false })
        await run.stop()
        deepEqual([shown['plain-batch'], shown['thinned-batch']], [plain.batchLoss, thinned.batchLoss])
        deepEqual([shown['plain-batch'], shown['thinned-batch']], [await lossByFit(false), await lossByFit(true)])
        const epochs = [plain.epochs.at(-1)!, thinned.epochs.at(-1)!]
        deepEqual(
          [shown['plain-train'], shown['thinned-train'], shown['plain-test'], shown['thinned-test']],
          [...epochs.map(({ loss }) => loss), ...epochs.map(({ validationLoss }) => validationLoss)],
        )
        deepEqual(
          ['train-error', 'test-error', 'gap'].flatMap((name) => [shown[`plain-${name}`], shown[`thinned-${name}`]]),
          [
            ...epochs.map(({ error }) => error),
            ...epochs.map(({ validationError }) => validationError),
            ...epochs.map(({ gap }) => 100 * gap!),
          ],
        )
      },
    },
    {
      says: 'a unit is turned off by the keyboard, in both networks, and the link holds it',
      async run({ open }) {
        const { page } = await open('threads', '?twins.seed=7&twins.keep2=0.6&twins.size=50&twins.at=20#twins', {
          still: true,
        })
        await page.waitForSelector('#twins .twins[data-step="20"]')
        await page.locator('#twins .unit').first().focus()
        await page.keyboard.press('ArrowRight')
        await page.keyboard.press('Space')
        equal(await page.locator('#twins .unit[aria-pressed=true]').count(), 2)
        const error = (name: string) => page.locator(`#twins data[data-name=${name}-error-without]:not([value=""])`)
        await error('thinned').waitFor()
        const run = twins(settings, await wasm({ threads: 1 }))
        const { plain, thinned } = await run.advance(20, [1], { details: true })
        await run.stop()
        const shown = await Promise.all(['plain', 'thinned'].map((name) => error(name).getAttribute('value')))
        deepEqual(shown.map(Number), [plain.errorWithout, thinned.errorWithout])
        await page.waitForURL(/twins\.off=1/)
      },
    },
    {
      says: 'trains before anyone touches it, and stops at Pause, at the step of its link',
      async run({ open }) {
        const { page } = await open('plain', '?twins.speed=faster#twins')
        await page.waitForFunction(
          () => Number(document.querySelector<HTMLDataElement>('#twins data[data-name=step]')?.value) > 5,
        )
        const play = page.locator('#twins button[name=play]')
        await play.click()
        equal(await play.textContent(), 'Play')
        await page.waitForTimeout(300)
        const step = await numbersOf(page, 'twins')
        await page.waitForTimeout(300)
        deepEqual(await numbersOf(page, 'twins'), step)
        const at = await page.locator('#twins .twins').getAttribute('data-step')
        match(await linkOf(page, 'twins'), new RegExp(`twins\\.at=${at}#`))
      },
    },
    {
      says: 'pairs of networks over seeds appear, and are forgotten with their settings',
      async run({ open }) {
        const { page } = await open('plain', '?twins.size=20#twins', { still: true })
        await figureOf(page, 'twins')
        const button = page.locator('#twins button[name=seeds]')
        await button.click()
        await page.waitForSelector('#twins [data-pairs]:not([data-pairs="0"])')
        await page.locator('#twins button[name=next-seed]').click()
        await page.waitForSelector('#twins [data-pairs="0"]')
        equal(await button.textContent(), 'Train ten seeds')
      },
    },
  ],
}

/** The loss of the last batch by a `fit` that knows nothing of the page. */
async function lossByFit(withDropout: boolean): Promise<number> {
  let last = Number.NaN
  await fit(network(settings, withDropout).model, {
    data: { train: trainingExamples(settings) },
    loss: 'crossEntropy',
    epochs: STEPS / (settings.size / BATCH),
    batchSize: BATCH,
    optimizer: adam({ learningRate: settings.rate }),
    key: runKey(settings),
    callbacks: [
      {
        step({ loss }) {
          last = loss
        },
      },
    ],
  })
  return last
}

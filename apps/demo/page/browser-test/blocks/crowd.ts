import { deepEqual, equal } from 'node:assert/strict'
import { wasm } from 'thinned'
import { crowdOf, ensembleOf, planeOf } from '../../blocks/crowd/compute.ts'
import { SAMPLES, SIDE } from '../../blocks/crowd/sizes.ts'
import { state } from '../../blocks/crowd/state.ts'
import type { BlockChecks } from '../check.ts'
import { figureOf, settledNumbersOf } from '../visit.ts'

const { row, column } = state.values.value
const settings = { data: 'circles', keep: 0.7, seed: 5 } as const

export const own: BlockChecks = {
  checks: [
    {
      says: 'a seed gives the numbers of the library, and the arrow keys move the probe',
      async run({ open }) {
        const { page } = await open('threads', '?crowd.data=circles&crowd.keep=0.7&crowd.seed=5#crowd', { still: true })
        await figureOf(page, 'crowd')
        await page.waitForSelector('#crowd data[data-name=ensemble-sure]:not([value=""])')
        const backend = await wasm({ threads: 1 })
        const [crowd, ensemble] = [await crowdOf(settings, { backend }), await ensembleOf(settings, { backend })]
        const shown = async (): Promise<Record<string, number>> => {
          const entries = Object.entries(await settledNumbersOf(page, 'crowd'))
          return Object.fromEntries(entries.map(([name, value]) => [name.replace(/^\d+ /, ''), Number(value)]))
        }
        const whole = await shown()
        const { near } = crowd.distances
        deepEqual([whole['distance-near'], whole['distance-near-one']], [near.ofAverage[SAMPLES - 1], near.ofOne])
        for (const [name, { accuracy, sure, foundByEntropy }] of [
          ['full', crowd.figures.full],
          ['dropout', crowd.figures.dropout],
          ['ensemble', ensemble.figures],
        ] as const)
          deepEqual(
            [whole[`${name}-accuracy`], whole[`${name}-sure`], whole[`${name}-found`]],
            [accuracy, sure, foundByEntropy],
          )

        await page.locator('#crowd [role=application]').focus()
        for (const key of ['ArrowLeft', 'ArrowUp', 'Shift+ArrowUp']) await page.keyboard.press(key)
        const moved = await shown()
        const cell = (row - 6) * SIDE + column - 1
        deepEqual(
          [moved['probe-distance'], moved['probe-dropout-entropy'], moved['probe-ensemble-information']],
          [planeOf(settings).distance[cell], crowd.maps.entropy[cell], ensemble.maps.information[cell]],
        )
      },
    },
    {
      says: 'thinned networks arrive before anyone touches it, and a click on one takes it as the last',
      async run({ open }) {
        const { page } = await open('plain', '#crowd')
        const nets = page.locator('#crowd input[name=nets]')
        await page.waitForFunction(
          () => Number(document.querySelector<HTMLInputElement>('#crowd input[name=nets]')?.value) > 3,
        )
        await page.locator('#crowd .tile').nth(29).click()
        equal(await nets.inputValue(), '30')
        equal(await page.locator('#crowd button[name=play]').textContent(), 'Play')
        const untilAverage = (isThatOfOne: boolean) =>
          page.waitForFunction((isSame) => {
            const [one, average] = [...document.querySelectorAll<HTMLCanvasElement>('#crowd .trio canvas')]
            return (one!.toDataURL() === average!.toDataURL()) === isSame
          }, isThatOfOne)
        await untilAverage(false)
        await page.locator('#crowd .tile').first().click()
        await untilAverage(true)
      },
    },
  ],
}

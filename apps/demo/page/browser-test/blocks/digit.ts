import { deepEqual, equal, match, ok } from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { fit, wasm } from 'thinned'
import { answerOf, decisionOf, digestOf, measured } from '../../blocks/digit/compute.ts'
import { exampleOf } from '../../blocks/digit/examples.ts'
import { fitOptions, network } from '../../blocks/digit/network.ts'
import { state } from '../../blocks/digit/state.ts'
import { readFields } from '../../kit/url-state.ts'
import type { BlockChecks } from '../check.ts'
import { figureOf, LIMIT, linkOf } from '../visit.ts'

const address = '?digit.digits=1000&digit.seed=5#digit'
const training = { seed: 5, keep: 0.5, digits: 1000, budget: 'full' } as const

export const own: BlockChecks = {
  checks: [
    {
      says: 'a run that is killed goes on to the bits of the library, and what is drawn gets the numbers of the library',
      async run({ open, server }) {
        const { page: killed } = await open('threads', address)
        await killed.waitForFunction(() => Number(document.querySelector<HTMLElement>('.digit')?.dataset['epoch']) >= 1)
        const context = killed.context()
        const page = await context.newPage()
        page.setDefaultTimeout(LIMIT)
        await killed.close()
        await page.goto(server.at('threads', address))
        await trained(page)
        ok(
          Number(await page.locator('.digit').getAttribute('data-resumed')) >= 1,
          'The run did not go on, it began anew',
        )

        const backend = await wasm({ threads: 1 })
        const model = network(training)
        await fit(model, { ...fitOptions(training), backend })
        equal(await number(page, 'weights'), digestOf(model))

        await drawSeven(page)
        const link = await linkOf(page, 'digit')
        const { values } = readFields('digit', state.fields, new URL(link, server.origin).searchParams)
        const shown = { ...state.values.value, ...(values as Partial<typeof state.values.value>) }
        equal(shown.show, 'drawing')
        const answer = await answerOf(model, exampleOf(shown)!.image, training, backend)
        const { rates, threshold, setOf } = decisionOf(
          await measured(model, training, backend),
          shown.level,
          shown.accept,
        )
        const expected = {
          entropy: answer.entropy,
          'mutual-information': answer.mutualInformation,
          'full-7': answer.full[7],
          'mean-7': answer.mean[7],
          'set-7': setOf(answer.mean)[7],
          threshold,
          coverage: rates.coverage,
          'rejected-letter': 1 - rates.accepted.letter,
          'full-rejected-noise': 1 - rates.acceptedByFull.noise,
        }
        await shows(page, expected)
        const verdict = page.locator('#digit .decision')
        match((await verdict.textContent())!, answer.entropy <= threshold ? /^Accepted/ : /^Rejected/)
      },
    },
    {
      says: 'the keyboard draws, takes back, and clears',
      async run({ open }) {
        const { page } = await open('plain', '?digit.digits=1000#digit', { still: true })
        await figureOf(page, 'digit')
        const pad = page.locator('#digit .pad-surface')
        await pad.focus()
        const strokes = (count: number) =>
          page.waitForFunction((n) => document.querySelectorAll('#digit .pad-surface path').length === n, count)
        for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space', 'Enter', 'ArrowLeft', 'Space'])
          await pad.press(key)
        await strokes(2)
        await pad.press('Backspace')
        await strokes(1)
        await page.waitForFunction(
          () => document.querySelector<HTMLDataElement>('#digit data[data-name=entropy]')?.value,
        )
        await page.locator('#digit button[name=clear]').click()
        await strokes(0)
        await page.locator('#digit .decision', { hasText: 'Nothing is drawn yet' }).waitFor()
      },
    },
  ],
}

const trained = (page: Page) =>
  page.waitForSelector('.digit[data-trained=true] data[data-name=threshold][value]:not([value=""])', {
    timeout: 2 * LIMIT,
  })

async function drawSeven(page: Page): Promise<void> {
  const pad = page.locator('#digit .pad-surface')
  await pad.scrollIntoViewIfNeeded()
  const { x, y, width } = (await pad.boundingBox())!
  const at = (across: number, down: number) => [x + across * width, y + down * width] as const
  await page.mouse.move(...at(0.25, 0.2))
  await page.mouse.down()
  await page.mouse.move(...at(0.75, 0.2), { steps: 8 })
  await page.mouse.move(...at(0.45, 0.85), { steps: 8 })
  await page.mouse.up()
}

const number = (page: Page, name: string) => page.locator(`#digit data[data-name="${name}"]`).getAttribute('value')

/** Waits until the drawing is answered, and compares. */
async function shows(page: Page, expected: Readonly<Record<string, number | undefined>>): Promise<void> {
  for (const name of ['entropy', 'set-7'])
    await page.waitForSelector(`#digit data[data-name="${name}"][value="${expected[name]}"]`)
  const values = Object.keys(expected).map(async (name) => [name, Number(await number(page, name))] as const)
  deepEqual(Object.fromEntries(await Promise.all(values)), expected)
}

import { match } from 'node:assert/strict'
import { readFields } from '../../kit/url-state.ts'
import { type Law, nothing } from '../check.ts'
import { checkKeyboard } from '../keyboard.ts'
import { figureOf, settledNumbersOf } from '../visit.ts'

/** A value that no field allows. */
const NONSENSE = 'no such value'

export const law: Law = {
  says: 'opens, says what is wrong with the address, starts nothing by itself for who wants it still, and is used by the keyboard',
  async check({ open }, { id, fields }) {
    const wrong = new URLSearchParams([
      ...Object.keys(fields).map((name) => [`${id}.${name}`, NONSENSE]),
      [`${id}.nonsense`, '1'],
    ])
    const { page } = await open('threads', `?${wrong}#${id}`, { still: true })
    await figureOf(page, id)
    const said = await page.locator(`#${id} .problem`).allTextContents()
    const { problems } = readFields(id, fields, wrong)
    nothing(
      problems.filter((problem) => !said.join('\n').includes(problem)),
      `The block does not say, but says ${JSON.stringify(said)}`,
    )
    await settledNumbersOf(page, id)
    for (const text of await page.locator(`#${id} button[name=play]`).allTextContents())
      match(text, /play|run|start|train/i)
    nothing(
      await page.evaluate(
        (block) =>
          document
            .querySelector(`#${block}`)!
            .getAnimations({ subtree: true })
            .filter(({ playState }) => playState === 'running')
            .map(({ id }) => id || 'an animation'),
        id,
      ),
      'These move',
    )
    await checkKeyboard(page, id)
  },
}

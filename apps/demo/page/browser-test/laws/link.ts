import { deepEqual, match, notDeepEqual } from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Field } from '../../kit/url-state.ts'
import { type Law, nothing } from '../check.ts'
import { controlsOf, figureOf, linkOf, sameShown, start } from '../visit.ts'

export const law: Law = {
  says: 'a link restores its controls, numbers and pictures, also where WebAssembly is refused, and it says so',
  async check({ open }, { id, fields }) {
    const { page } = await open('plain', `#${id}`, { still: true })
    await figureOf(page, id)
    const before = await controlsOf(page, id)
    for (const [name, field] of Object.entries(fields)) await change(page, id, name, field)
    const controls = await controlsOf(page, id)
    if (Object.keys(before).length > 0) notDeepEqual(controls, before, 'The keyboard changes no control')
    const link = await linkOf(page, id)
    const lost = Object.keys(before).filter(
      (name) => name in fields && before[name] !== controls[name] && !link.includes(`${id}.${name}=`),
    )
    nothing(lost, `The link ${link} lacks`)
    const other = (await open('no-wasm', link, { still: true, expected: /WebAssembly|wasm-eval/ })).page
    await figureOf(other, id)
    nothing(await other.locator(`#${id} .problem`).allTextContents(), `The link ${link} opens with complaints`)
    deepEqual(await controlsOf(other, id), controls, `The link ${link} gives other controls`)
    await start(page, id)
    await start(other, id)
    await sameShown(page, other, id, `The link ${link} gives other numbers or pictures`, 15_000)
    const [plain, refused] = await Promise.all([page, other].map((one) => one.locator(`#${id} .figure`).textContent()))
    if (/wasm|WebAssembly/i.test(plain ?? '')) match(refused ?? '', /reference|plain TypeScript/i)
  },
}

/** Moves a control by one place, by the keyboard. */
async function change(page: Page, id: string, name: string, field: Field): Promise<void> {
  const control = page.locator(`#${id} :is(input, select)[name="${name}"]`).first()
  if ((await control.count()) === 0 || (await control.isDisabled()) || !(await control.isVisible())) return
  if (field.kind === 'number') {
    const atEnd = Number(await control.inputValue()) >= Number(await control.getAttribute('max'))
    await control.press(atEnd ? 'ArrowLeft' : 'ArrowRight')
  } else if (field.kind === 'flag') await control.press(' ')
  else if (field.kind === 'choice') {
    if ((await control.getAttribute('type')) === 'radio') await control.press('ArrowRight')
    else {
      const value = await control.inputValue()
      await control.selectOption(field.of[(field.of.indexOf(value) + 1) % field.of.length]!)
    }
  }
}

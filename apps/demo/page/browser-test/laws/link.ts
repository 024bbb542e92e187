import { deepEqual, notDeepEqual, ok } from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { Field } from '../../kit/url-state.ts'
import { type Law, nothing } from '../check.ts'
import { controlsOf, figureOf, LIMIT, linkOf, numbersOf } from '../visit.ts'

export const law: Law = {
  says: 'a link restores its controls and numbers, without threads and where WebAssembly is refused too',
  async check({ open }, { id, fields }) {
    const still = { still: true }
    const { page } = await open('threads', `#${id}`, still)
    await figureOf(page, id)
    const before = await controlsOf(page, id)
    for (const [name, field] of Object.entries(fields)) await change(page, id, name, field)
    const controls = await controlsOf(page, id)
    if (Object.keys(before).length > 0) notDeepEqual(controls, before)
    const link = await linkOf(page, id)
    const missing = Object.keys(before).filter(
      (name) => name in fields && before[name] !== controls[name] && !link.includes(`${id}.${name}=`),
    )
    nothing(missing, `The link ${link} lacks`)
    for (const host of ['plain', 'no-wasm'] as const) {
      const other = (await open(host, link, { ...still, expected: /WebAssembly|wasm-eval|Content Security Policy/ }))
        .page
      await figureOf(other, id)
      nothing(await other.locator(`#${id} .problem`).allTextContents(), `The link ${link} opens with complaints`)
      deepEqual(await controlsOf(other, id), controls, `The link ${link} gives other controls at the host ${host}`)
      await equalNumbers(page, other, id, `The link ${link} gives other numbers at the host ${host}`)
      await other.context().close()
    }
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

/** Waits until two pages show the same numbers: each computes at its own pace. */
async function equalNumbers(one: Page, other: Page, id: string, what: string): Promise<void> {
  const began = Date.now()
  for (;;) {
    const [numbers, others] = [await numbersOf(one, id), await numbersOf(other, id)]
    try {
      ok(
        Object.values(numbers).some((value) => value !== ''),
        `The block ${id} shows no number.`,
      )
      return deepEqual(others, numbers, undefined)
    } catch (error) {
      if (Date.now() - began > LIMIT) throw new Error(`${what}:\n${(error as Error).message}`)
    }
    await other.waitForTimeout(100)
  }
}

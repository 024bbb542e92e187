import type { Page } from 'playwright-core'
import { nothing } from './check.ts'

/** The keyboard reaches every control of a block, and one sees where it is; arrow keys move in groups with one tab stop. */
export async function checkKeyboard(page: Page, id: string): Promise<void> {
  const count = await page.evaluate(watchFocus, id)
  for (let i = 0; i < count + 2; i++) await page.keyboard.press('Tab')
  nothing(await page.evaluate(unreached, id), 'The tab key does not reach, or one does not see that it does')
  const groups = await page.evaluate(groupsOf, id)
  const stuck: string[] = []
  for (let i = 0; i < groups; i++) {
    await page.evaluate(enterGroup, i)
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'End']) await page.keyboard.press(key)
    const left = await page.evaluate(seenInGroup, i)
    if (left !== undefined) stuck.push(left)
  }
  nothing(stuck, 'The arrow keys do not move in')
}

/** Functions that run in the page, so each stands alone. */

declare global {
  interface Window {
    stops: HTMLElement[]
    reached: Map<Element, boolean>
    groups: Element[]
    visited: Set<Element>
  }
}

/** Notes what has the focus from now on, and whether one sees it. Returns the number of tab stops. */
function watchFocus(block: string): number {
  const section = document.querySelector(`#${block}`)!
  const CONTROLS = 'button, input, select, textarea, summary, a[href], [tabindex]'
  const radios = new Set<string>()
  window.stops = [...section.querySelectorAll<HTMLElement>(CONTROLS)].filter((one) => {
    if (one.tabIndex < 0 || one.matches(':disabled') || !one.checkVisibility()) return false
    if (!(one instanceof HTMLInputElement) || one.type !== 'radio') return true
    const isNew = !radios.has(one.name)
    radios.add(one.name)
    return isNew
  })
  window.reached = new Map()
  addEventListener('focusin', ({ target }) => {
    const one = target as Element
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
    window.reached.set(one, (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none')
  })
  const start = section.querySelector('h2')!
  start.tabIndex = -1
  start.focus()
  return window.stops.length
}

function unreached(block: string): string[] {
  const name = (one: Element): string => one.outerHTML.slice(0, 160)
  const isReached = (one: HTMLElement): boolean =>
    one instanceof HTMLInputElement && one.type === 'radio'
      ? [...window.reached.keys()].some((other) => other instanceof HTMLInputElement && other.name === one.name)
      : window.reached.has(one)
  const figure = document.querySelector(`#${block} .figure`)!
  const clickable = [...figure.querySelectorAll('*')].filter(
    (one) =>
      getComputedStyle(one).cursor === 'pointer' &&
      one.checkVisibility() &&
      one.closest('a, button, summary, label, input, select, [tabindex]') === null,
  )
  return [
    ...window.stops.filter((one) => one.isConnected && !isReached(one)).map((one) => `not reached: ${name(one)}`),
    ...[...window.reached]
      .filter(([one, seen]) => !seen && one.closest('section') !== null && one.tagName !== 'H2')
      .map(([one]) => `not seen: ${name(one)}`),
    ...clickable.map((one) => `answers a pointer alone: ${name(one)}`),
    ...window.stops.filter((one) => one.tabIndex > 0).map((one) => `out of the order of the page: ${name(one)}`),
  ]
}

/** Groups of which one element is a tab stop and the arrow keys go to the others. */
function groupsOf(block: string): number {
  const others = [...document.querySelectorAll(`#${block} .figure [tabindex="-1"]`)].filter((one) =>
    one.checkVisibility(),
  )
  const groups = others.map((one) => {
    let group = one.parentElement!
    while (group.querySelector('[tabindex="0"]') === null && !group.matches('.figure')) group = group.parentElement!
    return group
  })
  window.groups = [...new Set(groups)].filter((group) => group.querySelector('[tabindex="0"]') !== null)
  return window.groups.length
}

function enterGroup(i: number): void {
  window.visited = new Set()
  const group = window.groups[i]!
  group.addEventListener('focusin', ({ target }) => window.visited.add(target as Element))
  group.querySelector<HTMLElement>('[tabindex="0"]')!.focus()
}

const seenInGroup = (i: number): string | undefined =>
  window.visited.size > 1 ? undefined : window.groups[i]!.outerHTML.slice(0, 200)

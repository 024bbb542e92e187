import { deepEqual, ok } from 'node:assert/strict'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Host, PageServer } from './serve.ts'

/** Machines may be busy. */
export const LIMIT = 40_000

export interface Visit {
  readonly page: Page
  /** What the browser complained of: messages of the console, errors, requests that failed or went to other hosts. */
  readonly complaints: string[]
}

export interface VisitOptions extends Pick<BrowserContextOptions, 'colorScheme' | 'javaScriptEnabled'> {
  readonly width?: number
  /** The visitor asks for little movement. */
  readonly still?: boolean
  /** Complaints that belong to what is tested. */
  readonly expected?: RegExp
}

/** Opens pages for one check, and closes them at its end. For the check of a block the figures of all others are empty. */
export interface Visitor {
  readonly server: PageServer
  /** The built page's folder. */
  readonly folder: string
  open(host: Host, rest?: string, options?: VisitOptions): Promise<Visit>
  openAddress(address: string, options?: VisitOptions): Promise<Visit>
}

export function visitorOf(
  browser: Browser,
  server: PageServer,
  folder: string,
  only?: string,
): Visitor & { readonly visits: Visit[]; close(): Promise<void> } {
  const contexts: BrowserContext[] = []
  const visits: Visit[] = []
  const visitor: Visitor = {
    server: { ...server, at: (host, rest, block = only) => server.at(host, rest, block) },
    folder,
    open: (host, rest, options) => visitor.openAddress(visitor.server.at(host, rest), options),
    async openAddress(address, { width = 1024, still = false, expected, ...options } = {}) {
      const context = await browser.newContext({
        ...options,
        viewport: { width, height: 900 },
        reducedMotion: still ? 'reduce' : 'no-preference',
      })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(LIMIT)
      const visit = { page, complaints: [] as string[] }
      visits.push(visit)
      const complain = (what: string): void => {
        if (!expected?.test(what)) visit.complaints.push(what)
      }
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type()))
          complain(`The console says: ${message.text()} (${message.location().url})`)
      })
      page.on('pageerror', (error) => complain(`An error was thrown: ${error.stack ?? error.message}`))
      context.on('request', (request) => {
        if (!/^(data|blob|file):/.test(request.url()) && !request.url().startsWith(server.origin))
          complain(`Another host was asked: ${request.url()}`)
      })
      context.on('requestfailed', (request) =>
        complain(`A request failed: ${request.url()}, ${request.failure()?.errorText}`),
      )
      context.on('response', (response) => {
        if (response.status() >= 400) complain(`A request failed: ${response.url()}, ${response.status()}`)
      })
      await page.goto(address)
      return visit
    },
  }
  return {
    ...visitor,
    visits,
    close: async () => void (await Promise.all(contexts.map((context) => context.close()))),
  }
}

/** Waits until the figure of a block stands, and shows a number, a picture where it has no numbers, or, to who wants it still, the button that starts it. */
export async function figureOf(page: Page, block: string): Promise<void> {
  const figure = `#${block} .figure`
  await page.waitForSelector(`${figure} > :not(.waiting)`, { state: 'attached' })
  await page
    .waitForFunction(
      ([selector, starts]) => {
        const numbers = [...document.querySelectorAll<HTMLDataElement>(`${selector} data[data-name]`)]
        if (numbers.some(({ value }) => value !== '')) return true
        if (numbers.length === 0 && document.querySelector(`${selector} canvas`) !== null) return true
        return (
          matchMedia('(prefers-reduced-motion: reduce)').matches &&
          document.querySelector(`${selector} ${starts}`) !== null
        )
      },
      [figure, STARTS] as const,
    )
    .catch(() => {
      throw new Error(
        `The figure shows nothing within ${LIMIT / 1000} s: no <data data-name> with a value, and no picture.`,
      )
    })
}

/** Makes the window as high as the figure: a figure may draw only what is in the window. */
export async function seeWhole(page: Page, block: string): Promise<void> {
  const figure = page.locator(`#${block} .figure`)
  const height = Math.ceil((await figure.boundingBox())?.height ?? 0)
  const { width, height: before } = page.viewportSize()!
  if (height > before) await page.setViewportSize({ width, height })
  await figure.evaluate((one) => one.scrollIntoView())
}

/** The button that starts a figure which shows no number before. */
const STARTS = 'button.primary[name=run]:enabled'

/** Presses the button that starts a figure, where it has one. */
export async function start(page: Page, block: string): Promise<void> {
  const button = page.locator(`#${block} .figure ${STARTS}`)
  if ((await button.count()) > 0) await button.first().click()
}

/** The numbers that a block shows, exactly; what is measured on the machine is left out. */
export const numbersOf = (page: Page, block: string): Promise<Record<string, string>> =>
  page.evaluate((id) => {
    const shown = document.querySelectorAll<HTMLDataElement>(`#${id} data[data-name]:not([data-measured])`)
    return Object.fromEntries([...shown].map(({ dataset, value }, i) => [`${i} ${dataset['name']}`, value]))
  }, block)

/** The pictures of pixels of a block, by a hash. */
const picturesOf = (page: Page, block: string): Promise<Record<string, string>> =>
  page.evaluate((id) => {
    const hash = (text: string): string => {
      let sum = 0
      for (let i = 0; i < text.length; i++) sum = (Math.imul(sum, 31) + text.charCodeAt(i)) >>> 0
      return sum.toString(16)
    }
    const pictures = document.querySelectorAll<HTMLCanvasElement>(`#${id} canvas:not([data-measured])`)
    return Object.fromEntries(
      [...pictures].map((one, i) => [`picture ${i}`, one.width * one.height === 0 ? '' : hash(one.toDataURL())]),
    )
  }, block)

const shownBy = async (page: Page, block: string): Promise<Record<string, string>> => ({
  ...(await numbersOf(page, block)),
  ...(await picturesOf(page, block)),
})

/** What a block shows once it stands still. */
export async function settledNumbersOf(page: Page, block: string): Promise<Record<string, string>> {
  const began = Date.now()
  let [numbers, same] = [await shownBy(page, block), 0]
  while (same < 3) {
    if (Date.now() - began > LIMIT)
      throw new Error(`It still changes after ${LIMIT / 1000} s: ${JSON.stringify(numbers)}`)
    await page.waitForTimeout(200)
    const now = await shownBy(page, block)
    const busy = (await page.locator(`#${block} [aria-busy=true]`).count()) > 0
    same = !busy && JSON.stringify(now) === JSON.stringify(numbers) ? same + 1 : 0
    numbers = now
  }
  return numbers
}

/** Where the controls of a block stand, by name. */
export const controlsOf = (page: Page, block: string): Promise<Record<string, string | boolean>> =>
  page.evaluate((id) => {
    const controls = document.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      `#${id} :is(input, select)[name]:not([type=radio]:not(:checked))`,
    )
    return Object.fromEntries(
      [...controls].map((one) => [one.name, one.type === 'checkbox' ? (one as HTMLInputElement).checked : one.value]),
    )
  }, block)

/** The address of what a block shows, as its link gives it: the part behind the folder of the page. */
export async function linkOf(page: Page, block: string): Promise<string> {
  const link = page.locator(`#${block} [data-link]`)
  await link.focus()
  const { search, hash } = new URL((await link.getAttribute('href')) ?? '', page.url())
  return search + hash
}

/**
 * Waits until two pages show the same numbers and pictures: each computes at its own pace. With `patience`, after so many milliseconds those are compared
 * that both pages show by then.
 */
export async function sameShown(one: Page, other: Page, block: string, what: string, patience = LIMIT): Promise<void> {
  for (const page of [one, other]) await seeWhole(page, block)
  const began = Date.now()
  for (;;) {
    let [numbers, others] = [await shownBy(one, block), await shownBy(other, block)]
    if (Date.now() - began > patience) [numbers, others] = common(numbers, others)
    try {
      const shows = Object.values(numbers).some((value) => value !== '') || (await measures(one, block))
      ok(shows, 'There is no number and no picture.')
      deepEqual(others, numbers)
      return
    } catch (error) {
      if (Date.now() - began > LIMIT) throw new Error(`${what}:\n${(error as Error).message}`)
    }
    await other.waitForTimeout(100)
  }
}

/** Whether a block shows a number that is measured on the machine. */
const measures = (page: Page, block: string): Promise<boolean> =>
  page.evaluate((id) => document.querySelector(`#${id} data[data-measured]:not([value=''])`) !== null, block)

/** The numbers that both have, by their names alone. */
function common(...both: [Record<string, string>, Record<string, string>]): typeof both {
  const [a, b] = both.map(
    (shown) =>
      new Map(
        Object.entries(shown)
          .filter(([name, value]) => value !== '' && !name.startsWith('picture'))
          .map(([name, value]) => [name.replace(/^\d+ /, ''), value]),
      ),
  ) as [Map<string, string>, Map<string, string>]
  return [a, b].map((shown) =>
    Object.fromEntries([...shown].filter(([name]) => a.has(name) && b.has(name))),
  ) as typeof both
}

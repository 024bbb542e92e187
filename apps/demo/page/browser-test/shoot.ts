/**
 * Writes pictures of the page, built now: each block at 390, 1024 and 1600 pixels, light and dark, and the head of the page.
 *
 *     node --conditions=@thinned/source apps/demo/page/browser-test/shoot.ts <folder> [block …] [--query twins.seed=3&…] [--wait 2500] [--width 390] [--theme dark] [--built]
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { blockNames } from './block-names.ts'
import { builtPage, launch } from './browser.ts'
import { servePage } from './serve.ts'

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    query: { type: 'string', default: '' },
    wait: { type: 'string', default: '2500' },
    width: { type: 'string', multiple: true, default: ['390', '1024', '1600'] },
    theme: { type: 'string', multiple: true, default: ['light', 'dark'] },
    built: { type: 'boolean', default: false },
    browser: { type: 'string' },
  },
})
const [folder, ...asked] = positionals
if (folder === undefined)
  throw new Error('shoot was given no folder; it takes the folder for the pictures, then names of blocks.')
const unknown = asked.filter((name) => name !== 'top' && !blockNames.includes(name))
if (unknown.length > 0)
  throw new Error(`There is no block ${unknown.join(', ')}; there are top, ${blockNames.join(', ')}.`)

mkdirSync(folder, { recursive: true })
const server = await servePage(builtPage(values.built))
const browser = await launch(values.browser)
try {
  for (const width of values.width.map(Number)) {
    const context = await browser.newContext({
      viewport: { width, height: width < 600 ? 844 : 900 },
      deviceScaleFactor: width < 600 ? 2 : 1,
    })
    for (const name of asked.length > 0 ? asked : ['top', ...blockNames]) {
      const page = await context.newPage()
      page.on('console', (message) => console.log(`${name}: ${message.type()}: ${message.text()}`))
      page.on('pageerror', (error) => console.log(`${name}: ${error.message}`))
      await page.goto(server.at('threads', `${values.query && `?${values.query}`}${name === 'top' ? '' : `#${name}`}`))
      await page.waitForTimeout(Number(values.wait))
      for (const colorScheme of values.theme as ('light' | 'dark')[]) {
        await page.emulateMedia({ colorScheme })
        await page.waitForTimeout(300) // pictures of pixels are drawn anew
        const path = join(folder, `${name}-${width}-${colorScheme}.png`)
        await (name === 'top' ? page : page.locator(`#${name}`)).screenshot({ path })
        console.log(path)
      }
      await page.close()
    }
    await context.close()
  }
} finally {
  await browser.close()
  server.close()
}

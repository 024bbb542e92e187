/**
 * Makes docs/page.png, the picture of the README: the first figure of the page, built now, after STEPS steps.
 *
 *     npx -y pnpm@12 --filter @thinned-apps/demo picture-page [path of the browser]
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { builtPage, launch } from './browser.ts'
import { servePage } from './serve.ts'

const FILE = join(import.meta.dirname, '../../../../docs/page.png')
const STEPS = 1500
const WIDTH = 1060
/** READMEs are shown some 800 pixels wide. */
const SCALE = 0.75
/** What a README carries. */
const LIMIT = 200_000

const server = await servePage(builtPage())
const browser = await launch(process.argv[2])
try {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 1200 },
    deviceScaleFactor: SCALE,
    reducedMotion: 'reduce',
  })
  await page.goto(server.at('threads', `?twins.at=${STEPS}#twins`))
  await page.waitForSelector(`#twins data[data-name=step][value="${STEPS}"]`, { timeout: 120_000 })
  await page.waitForTimeout(500)
  const figure = page.locator('#twins .figure')
  const { x, y, width } = (await figure.boundingBox())!
  const last = (await page.locator('#twins .many-seeds').boundingBox())!
  await page.screenshot({ path: FILE, clip: { x: x - 12, y: y - 12, width: width + 24, height: last.y - y } })
} finally {
  await browser.close()
  server.close()
}
const { size } = statSync(FILE)
console.log(`docs/page.png, ${Math.ceil(size / 1000)} KB`)
if (size > LIMIT) throw new Error(`The picture has ${size} bytes; at most ${LIMIT} are wanted. Make it smaller.`)

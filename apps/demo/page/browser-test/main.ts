/**
 * Tests the page, built now, in headless Chromium: what holds for every block, for the page as a whole, and what one block must show.
 *
 *     node --conditions=@thinned/source apps/demo/page/browser-test/main.ts [path of the browser] [--only words] [--built]
 *
 * `--only` runs the checks whose line has these words: `--only twins`.
 */
import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { blockNames } from './block-names.ts'
import { builtPage, launch } from './browser.ts'
import { type BlockChecks, type Check, type Law, modulesOf, nothing, type TestedBlock } from './check.ts'
import { servePage } from './serve.ts'
import { visitorOf } from './visit.ts'

/** Pages that are open at once: they mostly wait, for workers and for things to stand still. */
const AT_ONCE = 3

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' }, built: { type: 'boolean', default: false } },
})
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

async function blockOf(id: string): Promise<TestedBlock> {
  const folder = join(import.meta.dirname, '../blocks', id)
  const { state } = existsSync(join(folder, 'state.ts'))
    ? await import(join(folder, 'state.ts'))
    : { state: { fields: {} } }
  return { id, fields: state.fields }
}

async function allChecks(): Promise<Check[]> {
  const laws = await modulesOf<Law>('laws', 'law')
  const whole = await modulesOf<readonly Check[]>('whole', 'checks')
  const own = await modulesOf<BlockChecks>('blocks', 'own')
  const strangers = [...own.keys()].filter((id) => !blockNames.includes(id))
  nothing(strangers, 'There are checks of blocks that do not exist')
  const says = [...laws.values()].map((law) => law.says)
  const checks: Check[] = []
  for (const block of await Promise.all(blockNames.map(blockOf))) {
    const { exempt = {}, checks: more = [] } = own.get(block.id) ?? {}
    nothing(
      Object.keys(exempt).filter((law) => !says.includes(law)),
      `${block.id} is exempt from laws that do not exist`,
    )
    for (const law of laws.values())
      if (exempt[law.says] === undefined)
        checks.push({ says: `${block.id}: ${law.says}`, block: block.id, run: (visitor) => law.check(visitor, block) })
    checks.push(...more.map((check) => ({ ...check, says: `${block.id}: ${check.says}`, block: block.id })))
  }
  checks.push(...[...whole.values()].flat().map((check) => ({ ...check, says: `page: ${check.says}` })))
  return checks.filter((check) => check.says.includes(values.only))
}

const began = Date.now()
const folder = builtPage(values.built)
const server = await servePage(folder)
const browser = await launch(positionals[0])
const pictures = mkdtempSync(join(tmpdir(), 'thinned-page-'))
const failed: string[] = []

async function run({ says, block, run }: Check, number: number): Promise<void> {
  const start = Date.now()
  const visitor = visitorOf(browser, server, folder, block)
  try {
    await run(visitor)
    nothing(
      visitor.visits.flatMap(({ complaints }) => complaints),
      'The browser complains',
    )
    say(`passed  ${says} (${((Date.now() - start) / 1000).toFixed(1)} s)`)
  } catch (error) {
    failed.push(says)
    const seen = visitor.visits.map(async ({ page, complaints }, i) => {
      const path = join(pictures, `${number}-${i}.png`)
      await page.screenshot({ path, timeout: 5000 }).catch(() => {})
      return [`at ${page.url()}, which looked so: ${path}`, ...complaints]
    })
    say(`FAILED  ${says}`)
    for (const line of [(error as Error).message, ...(await Promise.all(seen)).flat()])
      say(`        ${line.replaceAll('\n', '\n        ')}`)
  } finally {
    await visitor.close()
  }
}

try {
  const checks = await allChecks()
  const queue = checks.entries()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [i, check] of queue) await run(check, i)
    }),
  )
  say(
    `${checks.length - failed.length} passed, ${failed.length} failed, in ${Math.round((Date.now() - began) / 1000)} s`,
  )
  if (checks.length === 0) {
    say(`No check has the words ${values.only}.`)
    failed.push(values.only)
  }
} finally {
  await browser.close()
  server.close()
}
process.exitCode = failed.length === 0 ? 0 : 1

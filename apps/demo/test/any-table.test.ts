import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { key } from '@thinned/rng'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { loadTable } from '../src/data/table/load-table.ts'
import { UsageError } from '../src/errors.ts'
import { viewsOf } from '../src/measures/views.ts'
import { comparisonOf } from '../src/report/comparison.ts'
import { jsonDocument } from '../src/report/json.ts'
import { measureRows } from '../src/report/measure-rows.ts'
import { page } from '../src/report/page.ts'
import { tableRows } from '../src/report/table.ts'
import { evidenceOf, verdictSentence } from '../src/report/verdict.ts'
import { runSettings, settingsOf } from '../src/settings.ts'
import { trainNetwork } from '../src/training/train-network.ts'

const folder = mkdtempSync(join(tmpdir(), 'thinned-demo-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The whole of a run on a text, in this thread: the task, or 'refused'. */
async function runOn(text: string, target: string): Promise<string> {
  const csv = join(folder, 'any.csv')
  writeFileSync(csv, text)
  const settings = settingsOf({ csv, target, hidden: [3], epochs: 1, samples: 10 })
  try {
    const data = await loadTable(settings.table!, undefined, key(0))
    const run = runSettings(settings, data.splits.train.targets.shape[0]!, 'reference')
    const train = (withDropout: boolean) => trainNetwork({ settings: run, data, withDropout }, () => {})
    const [plain, dropout] = [await train(false), await train(true)]
    const views = viewsOf(data, plain, dropout)
    const comparison = comparisonOf(views, plain, dropout)
    const evidence = evidenceOf(data, views, comparison, 0)
    const [verdict, { step }] = [verdictSentence(evidence), evidence]
    JSON.stringify(jsonDocument(run, data, comparison, views, verdict))
    const [rows, measures] = [tableRows(comparison), measureRows(views)]
    const html = page({ settings: run, data, plain, dropout, views, verdict, step, rows })
    expect(html).not.toMatch(/<script|<b>|NaN|undefined/)
    expect([...rows, ...measures].flat().join(' ')).not.toMatch(/NaN|undefined/)
    return data.task
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    expect(error.message).toMatch(/[.]$/)
    return 'refused'
  }
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const word = fc.constantFrom(
  'a',
  'b',
  'c, d',
  '',
  'NA',
  '<script>alert(1)</script>',
  '01',
  '1e400',
  '\x1b[2J',
  '"',
  '12345678901234567',
)
/** What a column draws its cells from. */
const column = fc.constantFrom(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: -9, max: 9, noNaN: true }).map(String),
  fc.integer({ min: 0, max: 3 }).map(String),
  fc.integer().map(String),
  word,
  fc.oneof(word, fc.integer({ min: 0, max: 99 }).map(String)),
  fc.string({ maxLength: 5 }),
  fc.constant(''),
)
const table = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom('x', 'id', '', 'a b', '<b>', 'é'), { maxLength: 4 }),
    fc.oneof(fc.integer({ min: 0, max: 70 }), fc.integer({ min: 25, max: 70 })),
  )
  .chain(([names, rows]) =>
    fc
      .tuple(...['y', ...names].map(() => column.chain((cell) => fc.array(cell, { minLength: rows, maxLength: rows }))))
      .map((columns) =>
        [['y', ...names], ...Array.from({ length: rows }, (_, row) => columns.map((cells) => cells[row]!))]
          .map((cells) => cells.map(quoted).join(','))
          .join('\n'),
      ),
  )

test('any table runs, or is refused in a sentence', { timeout: 60_000 }, async () => {
  const seen: Record<string, number> = {}
  const runs = async (text: string) => {
    const outcome = await runOn(text, 'y')
    seen[outcome] = (seen[outcome] ?? 0) + 1
  }
  await fc.assert(fc.asyncProperty(table, runs), { seed: 5, numRuns: 200 })
  for (const outcome of ['classification', 'regression', 'refused']) expect(seen[outcome]).toBeGreaterThan(5)
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), runs), { seed: 5, numRuns: 60 })
})

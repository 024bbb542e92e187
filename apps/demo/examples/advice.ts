/**
 * What `advise` and `suggestKeep` say of twelve small trainings on data that we know, beside what is right: first every sentence, then a table.
 *
 *     npx -y pnpm@12 example apps/demo/examples/advice.ts
 *
 *     --small   only the first: a smoke test
 */
import { advised, markdown, rowOf } from './advice/advised.ts'
import { runs } from './advice/runs.ts'

const rows: (readonly string[])[] = []
for (const run of process.argv.includes('--small') ? runs.slice(0, 1) : runs) {
  const result = await advised(run)
  console.log(run.name)
  for (const { sentence } of result.findings) console.log(`- ${sentence}`)
  console.log()
  rows.push(rowOf(result))
}
console.log(markdown(rows))

import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { resolve } from 'node:path'
import { reference } from '@thinned/tensor'
import Table from 'cli-table3'
import { Command, CommanderError } from 'commander'
import { timeInterleaved } from './time.ts'
import { dropoutWorks } from './works/dropout.ts'
import { matmulWorks } from './works/matmul.ts'
import { trainingStepWorks } from './works/training-step.ts'

const groups = { matmul: matmulWorks, dropout: dropoutWorks, step: trainingStepWorks }
const names = Object.keys(groups) as (keyof typeof groups)[]

const command = new Command('bench')
  .description('Measures the backends of Thinned: medians of nine repetitions, taken in turns.')
  .argument('[works...]', `what to measure: ${names.join(', ')} (default: all)`)
  .option('--json <file>', 'also write the figures as JSON')
  .exitOverride()
  .action((works: string[], { json }: { json?: string }) => {
    const unknown = works.find((work) => !names.includes(work as (typeof names)[number]))
    if (unknown) command.error(`error: there is no work "${unknown}"; there are ${names.join(', ')}.`, { exitCode: 2 })
    const table = new Table({
      head: ['work', 'who', 'mode', 'threads', 'median', 'least', 'most', 'unit'],
      style: { head: [], border: [] },
    })
    const rows = names
      .filter((name) => works.length === 0 || works.includes(name))
      .flatMap((name) => {
        process.stderr.write(`${name}…\n`)
        const list = groups[name](reference)
        const timings = timeInterleaved(list.map(({ run }) => run))
        return list.map(({ work, who, mode, threads, unit, value, note = '' }, i) => {
          const [median, ...ends] = [timings[i]!.median, timings[i]!.min, timings[i]!.max].map(value) as [
            number,
            number,
            number,
          ]
          return { work, who, mode, threads, value: median, unit, min: Math.min(...ends), max: Math.max(...ends), note }
        })
      })
    for (const { work, who, mode, threads, value, min, max, unit } of rows)
      table.push([work, who, mode, threads, ...[value, min, max].map((figure) => figure.toFixed(2)), unit])
    process.stdout.write(`${table.toString()}\n`)
    const fallbacks = [...reference.fallbacks.values()].reduce((sum, count) => sum + count, 0)
    process.stdout.write(`fallbacks to the reference: ${fallbacks}\n`)
    if (json) {
      const machine = {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: cpus().length,
        platform: process.platform,
        node: process.version,
      }
      writeFileSync(resolve(process.env['INIT_CWD'] ?? '.', json), `${JSON.stringify({ machine, rows }, null, 2)}\n`)
    }
  })

try {
  await command.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode === 0 ? 0 : 2
}

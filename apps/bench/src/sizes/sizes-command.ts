import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import { checkPage, fillPage } from '../cli/fill-page.ts'
import { machine } from '../machine.ts'
import { fullPlan, quickPlan } from '../measure/plan.ts'
import { figure } from '../report/figure.ts'
import { markdownTable } from '../report/markdown/markdown-table.ts'
import { measureSizes, type SizeRow, sizeBackends } from './sizes.ts'

const UNITS = [64, 256, 1024, 2048]
const BATCHES = [32, 128, 512]

/** `bench sizes`: what a training step costs, by the size of the network and of the batch. */
export function sizesCommand(): Command {
  return new Command('sizes')
    .description(
      'Times a training step of 784-units-units-10 with dropout, by units and batch size, on all threads and on one.',
    )
    .option('--quick', 'three short repetitions')
    .option('--markdown <file>', 'also fill the mark <!-- bench: sizes --> … <!-- end --> of a page')
    .action(run)
}

async function run({ quick, markdown }: { readonly quick?: boolean; readonly markdown?: string }): Promise<void> {
  if (markdown) checkPage(markdown, ['sizes'])
  const threads = availableParallelism()
  const rows = await measureSizes(UNITS, BATCHES, await sizeBackends(threads), quick ? quickPlan : fullPlan)
  const sizes = `${sizesTable(rows, threads)}\n\n${machine().cpu}, ${threads} threads, Node ${process.version}.`
  process.stdout.write(`${sizes}\n`)
  if (markdown) fillPage(markdown, { sizes })
  process.exit()
}

/** A line for each network: a step at each batch size, on all threads and, where there are more, on one. */
export function sizesTable(rows: readonly SizeRow[], threads: number): string {
  const batches = [...new Set(rows.map(({ batchSize }) => batchSize))]
  const units = [...new Set(rows.map((row) => row.units))]
  const cell = (width: number, batch: number): string => {
    const { milliseconds } = rows.find((row) => row.units === width && row.batchSize === batch)!
    return milliseconds.map(figure).join(' / ')
  }
  return markdownTable(
    ['network', ...batches.map((batch) => `batch ${batch}`)],
    units.map((width) => [`784-${width}-${width}-10`, ...batches.map((batch) => cell(width, batch))]),
  ).concat(`\n\nMilliseconds of a step${threads > 1 ? `, on ${threads} threads / on one` : ''}.`)
}

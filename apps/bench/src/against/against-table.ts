import Table from 'cli-table3'
import { figure } from '../report/figure.ts'
import type { AgainstFindings } from './compare.ts'

/** The comparison of two checkouts, for a terminal. */
export function againstTable({ against, comparisons, omitted, machine }: AgainstFindings): string {
  const table = new Table({
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
    head: ['workload', 'here', 'there', 'unit', 'ratio', 'range'],
    colAligns: ['left', 'right', 'right', 'left', 'right', 'right'],
  })
  for (const { workload, unit, here, there, ratio, ratios } of comparisons) {
    const range = `${ratioText(Math.min(...ratios))} - ${ratioText(Math.max(...ratios))}`
    table.push([workload, figure(here), figure(there), unit, ratioText(ratio), range])
  }
  return [
    table.toString(),
    `there: ${against}`,
    `ratio: the cost here over the cost there, the median of ${comparisons[0]?.ratios.length ?? 0} rounds; below 1 is faster here.`,
    ...omitted.map(({ workload, library, why }) => `no row: ${workload}, ${library}: ${why}`),
    `${machine.cpu}, ${machine.threads} threads, ${machine.platform}`,
    '',
  ].join('\n')
}

const ratioText = (ratio: number): string => ratio.toFixed(3)

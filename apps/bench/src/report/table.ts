import Table from 'cli-table3'
import type { Findings } from '../bench.ts'
import { baselineRow, costRatio } from '../row.ts'
import { figure } from './figure.ts'
import { compareWithTargets } from './targets.ts'

const plain = {
  style: { head: [], border: [] },
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
}

/** Everything that was found, for a terminal. */
export function table({ rows, omitted, absent, fallbacks, machine, versions }: Findings): string {
  const figures = new Table({
    ...plain,
    head: ['workload', 'library', 'mode', 'threads', 'median', 'range', 'unit', 'cost'],
    colAligns: ['left', 'left', 'left', 'right', 'right', 'right', 'left', 'right'],
  })
  const notes: string[] = []
  let last = ''
  for (const row of rows) {
    const { workload, library, mode, threads, value, min, max, unit, note } = row
    const ours = baselineRow(rows, row)
    let mark = ''
    if (note !== '') {
      if (!notes.includes(note)) notes.push(note)
      mark = ` [${notes.indexOf(note) + 1}]`
    }
    figures.push([
      workload === last ? '' : workload,
      library,
      mode,
      threads,
      figure(value),
      `${figure(min)} - ${figure(max)}`,
      `${unit}${mark}`,
      ours ? figure(costRatio(row, ours)) : '',
    ])
    last = workload
  }
  const lines = [figures.toString()]
  lines.push('cost: time or bytes over those of thinned, deterministic, on the most threads, in the same run.')
  notes.forEach((note, i) => void lines.push(`[${i + 1}] ${note}`))
  for (const { library, why } of absent) lines.push(`no rows: ${library}: ${why}`)
  for (const { workload, library, mode, threads, why } of omitted)
    lines.push(`no row: ${workload} by ${library} ${mode} (${threads}): ${why}`)
  const comparisons = compareWithTargets(rows, machine.threads)
  if (comparisons.length > 0) {
    const aims = new Table({ ...plain, head: ['in this run', 'ratio', 'aim'], colAligns: ['left', 'right', 'right'] })
    for (const { text, ratio, target } of comparisons) aims.push([text, figure(ratio), `at most ${figure(target)}`])
    lines.push('', aims.toString())
  }
  lines.push(`${machine.cpu}, ${machine.threads} threads, ${machine.memoryGiB} GiB, ${machine.platform}`)
  for (const [library, software] of Object.entries(versions))
    lines.push(
      `${library}: ${Object.entries(software)
        .map((pair) => pair.join(' '))
        .join(', ')}`,
    )
  lines.push(`fallbacks to the reference: ${fallbacks}`)
  return `${lines.join('\n')}\n`
}

import Table from 'cli-table3'
import type { Findings } from '../findings.ts'
import { studyOf } from '../studies.ts'

const plain = {
  style: { head: [], border: [] },
  chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
}

/** Everything that was found, for a terminal. */
export function terminal(findings: Findings): string {
  const { machine, commit, seeds } = findings
  const tables = studyOf(findings)
    .sections(findings)
    .map(({ title, head, rows }) => {
      const table = new Table({
        ...plain,
        head: [title, ...head.slice(1)],
        colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
      })
      table.push(...rows.map((row) => [...row]))
      return table.toString()
    })
  return `${tables.join('\n')}
Mean ± standard deviation over ${seeds.length} seeds, commit ${commit}.
${machine.cpu}, ${machine.threads} threads, ${machine.memoryGiB} GiB, ${machine.platform}
`
}

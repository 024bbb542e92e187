import type { CompatFindings } from '../compat.ts'
import { compatRows } from './compat-rows.ts'

/** Everything that was seen, for a terminal. */
export function compatText({ cases, ...rest }: CompatFindings): string {
  const blocks = cases.map((found) => {
    const rows = compatRows(found)
    const longest = Math.max(...rows.map(({ library }) => library.length))
    return [
      `${found.title} (${found.name})`,
      `  ${'asked'.padEnd(longest)}  ${found.asked}`,
      `  ${'right is'.padEnd(longest)}  ${found.right}`,
      ...rows.map(({ library, printed, verdict }) => `  ${library.padEnd(longest)}  ${printed} (${verdict})`),
      ...(found.reported ? [`  ${'reported'.padEnd(longest)}  ${found.reported}`] : []),
    ].join('\n')
  })
  return `${[...blocks, whereOf(rest)].join('\n\n')}\n`
}

/** When and where it was seen. */
export function whereOf({ date, node, machine }: Omit<CompatFindings, 'cases'>): string {
  return `Seen on ${date}, Node ${node}, ${machine.platform}.`
}

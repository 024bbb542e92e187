import type { TableFacts } from '../data/demo-data.ts'
import { listed, quoted } from '../data/table/text.ts'

/** What was decided about a table, as sentences. */
export function tableSentences({ dropped, leftOut, notes }: TableFacts): string[] {
  return [
    ...(dropped.length > 0 ? [`Left out: ${listed(dropped)}, by --drop.`] : []),
    ...leftOut.map(({ column, reason }) => `Left out: ${quoted(column)} ${reason}.`),
    ...notes,
  ]
}

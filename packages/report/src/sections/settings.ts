import type { Section } from '../page/block.ts'
import { showExact } from '../page/numbers.ts'
import type { Reported } from '../reported.ts'

/** What the run was made with, as the caller says it. */
export function settings({ settings: given }: Pick<Reported, 'settings'>): Section | undefined {
  if (!given || Object.keys(given).length === 0) return undefined
  const rows = Object.entries(given).map(([name, value]) => [
    name,
    typeof value === 'number' ? showExact(value) : `${value}`,
  ])
  return { title: 'Settings', blocks: [{ kind: 'table', heads: ['setting', 'value'], rows, align: 'text' }] }
}

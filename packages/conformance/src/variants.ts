import * as facts from '@thinned/dropout/facts'
import type { Facts } from './laws/law.ts'

/** The facts of every variant: whatever ends in `Facts`. */
export const variants: readonly Facts[] = Object.entries(facts)
  .filter(([name]) => name.endsWith('Facts'))
  .map(([, facts]) => facts as Facts)

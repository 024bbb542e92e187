import * as dropout from '@thinned/dropout'
import type { Facts } from './laws/law.ts'

/** The facts of every variant that the package exports: whatever ends in `Facts`. */
export const variants: readonly Facts[] = Object.entries(dropout)
  .filter(([name]) => name.endsWith('Facts'))
  .map(([, facts]) => facts as Facts)

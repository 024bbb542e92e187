import type { VariantFacts } from '@thinned/dropout'
import * as dropout from '@thinned/dropout'

/** The facts of every variant that the package exports: whatever ends in `Facts`. */
export const variants: readonly VariantFacts[] = Object.entries(dropout)
  .filter(([name]) => name.endsWith('Facts'))
  .map(([, facts]) => facts as VariantFacts)

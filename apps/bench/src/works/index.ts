import { dropouts } from './dropout.ts'
import { footprints } from './footprint.ts'
import { limits } from './limits.ts'
import { matmuls } from './matmul.ts'
import { samplings } from './sampling.ts'
import { trainings } from './training.ts'
import type { Work } from './work.ts'

/** Everything that is measured, in the order of the table. */
export const works: readonly Work[] = [...limits, ...matmuls, ...dropouts, ...trainings, ...samplings, ...footprints]

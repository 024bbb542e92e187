import { dropouts } from './dropout.ts'
import { footprints } from './footprint.ts'
import { limits } from './limits.ts'
import { matmuls } from './matmul.ts'
import { samplings } from './sampling.ts'
import { trainings } from './training.ts'
import type { Workload } from './workload.ts'

/** Everything that is measured, in the order of the table. */
export const workloads: readonly Workload[] = [
  ...limits,
  ...matmuls,
  ...dropouts,
  ...trainings,
  ...samplings,
  ...footprints,
]

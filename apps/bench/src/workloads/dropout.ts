import { dropoutShapes } from '../shapes.ts'
import type { Workload } from './workload.ts'

/** The dropout operation at keep 0.5, forward and forward with backward, in the cache and far beyond it. */
export const dropouts: readonly Workload[] = Object.entries(dropoutShapes).flatMap(([size, [rows, columns]]) => {
  const common = {
    unit: 'ns/element',
    kind: 'timed',
    figure: (milliseconds: number) => (milliseconds * 1e6) / (rows * columns),
  } as const
  return [
    {
      ...common,
      name: `dropout-${size}`,
      about: `the operation, forward, ${rows} x ${columns}`,
      limits: [`limit-scale-${size}`, `limit-copy-${size}`],
      long: size === '64MB',
    },
    {
      ...common,
      name: `dropout-${size}-backward`,
      about: `forward with backward, ${rows} x ${columns}`,
      limits: [],
      long: true,
    },
  ]
})

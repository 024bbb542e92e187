import { UNIFORMS } from '../shapes.ts'
import type { Workload } from './workload.ts'

/** Monte Carlo passes, and plain random numbers. */
export const samplings: readonly Workload[] = [
  {
    name: 'mc-100',
    about: '100 thinned passes of the MLP over 128 digits, averaged',
    unit: 'ms',
    kind: 'timed',
    figure: (milliseconds) => milliseconds,
    limits: [],
  },
  {
    name: 'uniform-16M',
    about: '16 Mi uniform float32',
    unit: 'ns/element',
    kind: 'timed',
    figure: (milliseconds) => (milliseconds * 1e6) / UNIFORMS,
    limits: [],
  },
]

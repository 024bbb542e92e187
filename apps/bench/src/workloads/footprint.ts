import type { Workload } from './workload.ts'

/** What one pays before and besides the time of a step. */
export const footprints: readonly Workload[] = [
  {
    name: 'import',
    about: 'importing the library in a fresh process',
    unit: 'ms',
    kind: 'import',
    figure: (milliseconds) => milliseconds,
    limits: [],
  },
  {
    name: 'start',
    about: "a fresh process until the first training step of the demo's network is done",
    unit: 'ms',
    kind: 'start',
    figure: (milliseconds) => milliseconds,
    limits: [],
  },
  {
    name: 'memory',
    about: 'the largest resident size of a fresh process that trains the MLP with dropout',
    unit: 'MB',
    kind: 'memory',
    figure: (bytes) => bytes / 1e6,
    limits: [],
  },
  {
    name: 'bundle',
    about: 'a browser program that trains the MLP, bundled, minified, gzipped',
    unit: 'kB',
    kind: 'bundle',
    figure: (bytes) => bytes / 1e3,
    limits: [],
  },
]

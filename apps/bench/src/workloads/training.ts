import type { Workload } from './workload.ts'

const step = { unit: 'ms', kind: 'timed', figure: (milliseconds: number): number => milliseconds, limits: [] } as const

/** Training steps: forward, cross-entropy, backward, SGD with momentum. */
export const trainings: readonly Workload[] = [
  { ...step, name: 'mlp', about: 'a step of 784-1024-1024-1024-10 with dropout on digits, batch 128' },
  { ...step, name: 'mlp-plain', about: 'the same step without dropout' },
  { ...step, name: 'mlp-dense-input', about: 'the step with dropout on dense random inputs' },
  {
    ...step,
    name: 'small',
    about: 'steps of 64-64-10 with dropout, batch 32: all overhead',
    unit: 'steps/s',
    figure: (milliseconds) => 1000 / milliseconds,
  },
  {
    ...step,
    name: 'conv',
    about: 'a step of conv 32, conv 64, pool, dropout, dense 128, dropout, 10 on 28 x 28 digits, batch 64',
  },
]

import { FIT_STEPS } from '../shapes.ts'
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
  {
    ...step,
    name: 'lstm',
    about: 'forward and backward of an LSTM: 64 features, 64 units, 32 steps of time, batch 32',
  },
  {
    ...step,
    name: 'fit',
    about: 'a step of the MLP within a run over 20,000 images: all of the time of an epoch, with its measurements',
    figure: (milliseconds) => milliseconds / FIT_STEPS,
    primaryOnly: true,
  },
  {
    ...step,
    name: 'fit-unmeasured',
    about: 'the same without measurements',
    figure: (milliseconds) => milliseconds / FIT_STEPS,
    primaryOnly: true,
    long: true,
  },
]

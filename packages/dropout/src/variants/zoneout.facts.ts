import { keeps } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { keepSchedule } from '../keep/keep-option.ts'
import { type ZoneoutOptions, zoneout } from './zoneout.ts'

/** What zoneout states about itself, as a layer alone, which mixes with a state of zeros. */
export const zoneoutFacts: VariantFacts<ZoneoutOptions> = {
  name: 'zoneout',
  drops: 'updates of single units of a recurrent state, here of one of 0',
  group: 'units',
  formula: 'next·m + previous·(1 − m), m ~ Bernoulli(keep)',
  evaluation: 'keep·next + (1 − keep)·previous',
  source: 'Krueger et al. 2017',
  link: 'https://arxiv.org/abs/1606.01305',
  make: zoneout,
  settings: keeps,
  input: [50, 20],
  axes: ['example', 'feature'],
  noise: {
    form: 'select',
    on: 'ones',
    mean: keepIn,
    variance: (options) => keepIn(options) * (1 - keepIn(options)),
    moments: { mean: 'keep', variance: 'keep·(1 − keep)' },
    support: () => [0, 1],
  },
  exempt: {
    schedules: 'evaluation mixes by keep and has no moment of training; zoneout refuses schedules, as its tests check',
  },
}

function keepIn(options: ZoneoutOptions): number {
  return keepSchedule('zoneout', options) as number
}

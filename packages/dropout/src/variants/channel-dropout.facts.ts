import { keeps, twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type ChannelDropoutOptions, channelDropout } from './channel-dropout.ts'

/** What channel dropout states about itself. */
export const channelDropoutFacts: VariantFacts<ChannelDropoutOptions> = {
  name: 'channelDropout',
  drops: 'channels of an example',
  group: 'channels',
  formula: 'x·m/keep, one m ~ Bernoulli(keep) for a channel',
  evaluation: 'identity',
  source: 'Tompson et al. 2015, section 3.2',
  link: 'https://arxiv.org/abs/1411.4280',
  make: channelDropout,
  settings: keeps,
  input: [10, 3, 2, 16],
  axes: ['example', 'row', 'column', 'channel'],
  noise: twoPoint(6),
}

import { keeps, twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type AttentionDropoutOptions, attentionDropout } from './attention-dropout.ts'

/** What attention dropout states about itself. */
export const attentionDropoutFacts: VariantFacts<AttentionDropoutOptions> = {
  name: 'attentionDropout',
  drops: 'attention weights',
  group: 'weights',
  formula: 'w·m/keep, m ~ Bernoulli(keep), w = softmax(Q·K/√d)',
  evaluation: 'identity',
  source: 'Vaswani et al. 2017, as implemented; Devlin et al. 2019',
  link: 'https://arxiv.org/abs/1706.03762',
  make: attentionDropout,
  settings: [...keeps, { keep: 0.5, share: 'heads' }],
  input: [20, 2, 5, 4],
  axes: ['example', 'head', 'query', 'key'],
  noise: twoPoint(2),
}

import { keeps, twoPoint } from '../facts/noises.ts'
import type { VariantFacts } from '../facts/variant-facts.ts'
import { type DropPathOptions, dropPath } from './drop-path.ts'

/** What stochastic depth states about itself. */
export const dropPathFacts: VariantFacts<DropPathOptions> = {
  name: 'dropPath',
  drops: 'the output of a branch for an example',
  group: 'paths',
  formula: 'x·m/keep, one m ~ Bernoulli(keep) for an example',
  evaluation: 'identity',
  source: 'Huang et al. 2016, section 3',
  link: 'https://arxiv.org/abs/1603.09382',
  make: dropPath,
  settings: keeps,
  input: [200, 4],
  axes: 'any',
  noise: twoPoint(4),
}

import { key } from '@thinned/rng'
import type { GeneratorCases } from '../../test/generator-cases.ts'
import { twoMoons } from './two-moons.ts'

export const cases: GeneratorCases = {
  make: (size, key) => twoMoons({ size, key }),
  inputShape: [2],
  classes: 2,
  frozen: '0d3e176bf0dc434859c8113603580580',
  means: {
    'x of both moons': [([x]) => x!, 1 / 2],
    'x² of both moons': [([x]) => x! ** 2, 1 + 0.1 ** 2],
    'y, the lower moon turned up': [([, y], label) => (label === 0 ? y! : 0.5 - y!), 2 / Math.PI],
    'squared distance from the moon’s middle': [
      ([x, y], label) => (label === 0 ? x! ** 2 + y! ** 2 : (1 - x!) ** 2 + (0.5 - y!) ** 2),
      1 + 2 * 0.1 ** 2,
    ],
  },
  refused: [
    [() => twoMoons({ size: 3, noise: 1e300, key: key(0) }), 'two moons was given numbers so great'],

    [() => twoMoons({ size: 3, noise: -1, key: key(0) }), 'twoMoons was given noise -1; it takes a number from 0.'],
  ],
}

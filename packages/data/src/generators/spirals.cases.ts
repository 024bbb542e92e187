import { key } from '@thinned/rng'
import type { GeneratorCases } from '../../test/generator-cases.ts'
import { spirals } from './spirals.ts'

export const cases: GeneratorCases = {
  make: (size, key) => spirals({ size, classes: 3, turns: 0.5, key }),
  inputShape: [2],
  classes: 3,
  frozen: 'f4469f1be6aecf5016de0c6abda82311',
  means: {
    'squared distance from the origin': [([x, y]) => x! ** 2 + y! ** 2, 1 / 3 + 2 * 0.02 ** 2],
    // The arm of class 0 is r (cos πr, sin πr); E r cos πr = −2/π².
    'x of the first arm': [([x], label) => (label === 0 ? x! : 0), -2 / Math.PI ** 2 / 3],
  },
  refused: [
    [() => spirals({ size: 3, noise: 1e300, key: key(0) }), 'spirals was given numbers so great'],
    [
      () => spirals({ size: 3, turns: 1e4, key: key(0) }),
      'spirals was given turns 10000; it takes a number from -1000 to 1000.',
    ],

    [() => spirals({ size: 3, classes: 1, key: key(0) }), 'spirals was given classes 1; it takes an integer from 2.'],
  ],
}

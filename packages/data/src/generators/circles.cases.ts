import { key } from '@thinned/rng'
import type { GeneratorCases } from '../../test/generator-cases.ts'
import { circles } from './circles.ts'

export const cases: GeneratorCases = {
  make: (size, key) => circles({ size, key }),
  inputShape: [2],
  classes: 2,
  frozen: '0ef238908bb4f78f181115e5a8643284',
  means: {
    'squared radius of the outer circle': [
      ([x, y], label) => (label === 0 ? x! ** 2 + y! ** 2 : 1.005),
      1 + 2 * 0.05 ** 2,
    ],
    'squared radius of the inner circle': [
      ([x, y], label) => (label === 1 ? x! ** 2 + y! ** 2 : 0.255),
      0.25 + 2 * 0.05 ** 2,
    ],
    x: [([x]) => x!, 0],
    y: [([, y]) => y!, 0],
  },
  refused: [
    [() => circles({ size: 3, noise: 1e300, key: key(0) }), 'circles was given numbers so great'],

    [
      () => circles({ size: 3, factor: 1, key: key(0) }),
      'circles was given factor 1; it takes a number above 0 and below 1.',
    ],
    [
      () => circles({ size: 3, noise: Number.NaN, key: key(0) }),
      'circles was given noise NaN; it takes a number from 0.',
    ],
  ],
}

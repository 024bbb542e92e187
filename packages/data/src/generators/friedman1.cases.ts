import { key } from '@thinned/rng'
import type { GeneratorCases } from '../../test/generator-cases.ts'
import { friedman1 } from './friedman1.ts'

/** E sin(πuv) = Cin(π) / π and E cos(2πuv) = Si(2π) / 2π for u and v uniform in [0, 1). */
const SINE = 0.524663067575319
const COSINE = 0.22570583339507005
/** E y, of the terms without noise. */
const MEAN = 10 * SINE + 20 / 12 + 5 + 2.5
/** Of the four terms, which are independent, and the noise. */
const VARIANCE = 100 * ((1 - COSINE) / 2 - SINE ** 2) + 400 * (1 / 80 - 1 / 144) + 100 / 12 + 25 / 12 + 1

export const cases: GeneratorCases = {
  make: (size, key) => friedman1({ size, key }),
  inputShape: [10],
  frozen: '06d5f0aee82b177c47e9ef97db26ed9a',
  means: {
    y: [(_, y) => y, MEAN],
    '(y − E y)²': [(_, y) => (y - MEAN) ** 2, VARIANCE],
  },
  refused: [
    [() => friedman1({ size: 3, noise: 1e300, key: key(0) }), 'Friedman 1 was given numbers so great'],
    [
      () => friedman1({ size: 3, features: 1e10, key: key(0) }),
      'friedman1 was given size 3, which makes 30000000000 numbers',
    ],

    [
      () => friedman1({ size: 3, features: 4, key: key(0) }),
      'friedman1 was given features 4; it takes an integer from 5.',
    ],
    [() => friedman1({ size: 3, noise: -1, key: key(0) }), 'friedman1 was given noise -1; it takes a number from 0.'],
  ],
}

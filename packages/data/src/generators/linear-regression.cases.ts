import { key } from '@thinned/rng'
import type { GeneratorCases } from '../../test/generator-cases.ts'
import { linearRegression } from './linear-regression.ts'

export const cases: GeneratorCases = {
  make: (size, key) => linearRegression({ size, bias: 2, key }),
  inputShape: [5],
  frozen: 'a11ef3586d31a67230add4db209b48e1',
  means: {
    y: [(_, y) => y, 2],
    '(y − bias)²': [(_, y) => (y - 2) ** 2, 3 ** 2 + 2 ** 2 + 1 + 1],
    'what the noise adds, squared': [([a, b, c], y) => (y - 2 - 3 * a! + 2 * b! - c!) ** 2, 1],
  },
  refused: [
    [
      () => linearRegression({ size: 3, coefficients: [1e300], key: key(0) }),
      'linear regression was given numbers so great',
    ],

    [
      () => linearRegression({ size: 3, coefficients: [], key: key(0) }),
      'linearRegression was given no coefficients; it takes at least one',
    ],
    [
      () => linearRegression({ size: 3, bias: Infinity, key: key(0) }),
      'linearRegression was given bias Infinity; it takes a finite number.',
    ],
    [
      () => linearRegression({ size: 3, noise: -1, key: key(0) }),
      'linearRegression was given noise -1; it takes a number from 0.',
    ],
  ],
}

import { key } from '@thinned/rng'
import type { GeneratorCases } from '../../test/generator-cases.ts'
import { friedman2 } from './friedman2.ts'

/** E x₂², for x₂ uniform from 40π to 560π. */
const X2 = (Math.PI ** 2 * (560 ** 3 - 40 ** 3)) / (3 * 520)

export const cases: GeneratorCases = {
  make: (size, key) => friedman2({ size, key }),
  inputShape: [4],
  frozen: '52527096f416432609e77ceff1019239',
  means: {
    'y²': [(_, y) => y ** 2, 100 ** 2 / 3 + X2 / 3 - Math.log(11) / 10 + 1 / (40 * 560 * Math.PI ** 2) / 11 + 125 ** 2],
    'x₂': [([, x]) => x!, 300 * Math.PI],
    'x₄': [([, , , x]) => x!, 6],
  },
  refused: [
    [() => friedman2({ size: 3, noise: 1e300, key: key(0) }), 'Friedman 2 was given numbers so great'],
    [() => friedman2({ size: 3, noise: -1, key: key(0) }), 'friedman2 was given noise -1; it takes a number from 0.'],
  ],
}

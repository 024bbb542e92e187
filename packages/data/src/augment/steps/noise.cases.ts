import type { Key } from '@thinned/rng'
import type { AugmentationCases } from '../../../test/augmentation-cases.ts'
import { noise } from './noise.ts'

const usual = noise({ deviation: 0.2 })
function painted(key: Key): readonly [number, number] {
  const image = Float32Array.of(0.5, 0.25)
  usual.adjust!(image, { height: 1, width: 2, channels: 1 }, key)
  return [image[0]! - 0.5, image[1]! - 0.25]
}

export const cases: AugmentationCases = {
  usual,
  none: noise({ deviation: 0 }),
  extreme: noise({ deviation: 1e30 }),
  frozen: '266f234ddd74e3f603ab94d66eb444f3',
  means: {
    'of what is added': [(key) => painted(key)[0], 0],
    'of its square': [(key) => painted(key)[1] ** 2, 0.2 ** 2],
    'of the product of neighbors': [(key) => painted(key)[0] * painted(key)[1], 0],
  },
  refused: [
    [
      () => noise({ deviation: Infinity }),
      'noise was given deviation Infinity; it takes a number from 0 to 1e+30, where 0 changes nothing.',
    ],
  ],
}

import { type AugmentationCases, cameFrom } from '../../../test/augmentation-cases.ts'
import { scale } from './scale.ts'

const usual = scale({ factor: 1.5 })

export const cases: AugmentationCases = {
  usual,
  none: scale({ factor: 1 }),
  extreme: scale({ factor: 1e308 }),
  frozen: 'd1fee4f80376ec2e68216dd2374377fa',
  means: {
    'of the logarithm of the size': [(key) => Math.log((cameFrom(usual, key, 25, 10)[0] - 15) / 10), 0],
    'of its square': [(key) => Math.log((cameFrom(usual, key, 25, 10)[0] - 15) / 10) ** 2, Math.log(1.5) ** 2 / 3],
    'of the size': [(key) => (cameFrom(usual, key, 15, 20)[1] - 10) / 10, (1.5 - 1 / 1.5) / (2 * Math.log(1.5))],
  },
  refused: [
    [() => scale({ factor: 0.9 }), 'scale was given factor 0.9; it takes a number from 1, where 1 changes nothing.'],
  ],
}

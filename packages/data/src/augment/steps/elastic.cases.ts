import { type AugmentationCases, cameFrom } from '../../../test/augmentation-cases.ts'
import { elastic } from './elastic.ts'

const usual = elastic({ strength: 10, smoothness: 2 })
const weights = Array.from({ length: 13 }, (_, i) => Math.exp(-((i - 6) ** 2) / 8))
const sum = weights.reduce((total, weight) => total + weight)
const squares = weights.reduce((total, weight) => total + (weight / sum) ** 2, 0)
const neighbors = weights.slice(1).reduce((total, weight, i) => total + (weight * weights[i]!) / sum ** 2, 0)
/** Of a displacement: α² times that of an even draw from −1 to 1, times the squares of the weights along both axes. */
const VARIANCE = (10 ** 2 / 3) * squares ** 2

const dx = (...args: Parameters<typeof cameFrom>) => cameFrom(...args)[0] - args[2]

export const cases: AugmentationCases = {
  usual,
  none: elastic({ strength: 0 }),
  extreme: elastic({ strength: 1e308, smoothness: 1e-300 }),
  frozen: 'a3c354422ad7847790ca679530567a8b',
  means: {
    'along x': [(key) => dx(usual, key, 15, 10), 0],
    'along x, squared, in a corner': [(key) => dx(usual, key, 0, 0) ** 2, VARIANCE],
    'along y, squared, in the middle': [(key) => (cameFrom(usual, key, 15, 10)[1] - 10) ** 2, VARIANCE],
    'of neighbors along x, multiplied': [
      (key) => dx(usual, key, 15, 10) * dx(usual, key, 16, 10),
      (VARIANCE * neighbors) / squares,
    ],
  },
  refused: [
    [
      () => elastic({ strength: -1 }),
      'elastic was given strength -1; it takes a number from 0, where 0 changes nothing.',
    ],
    [
      () => elastic({ smoothness: 0 }),
      'elastic was given smoothness 0; it takes a number above 0 and at most 256, in pixels.',
    ],
  ],
}

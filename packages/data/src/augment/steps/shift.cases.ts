import { type AugmentationCases, cameFrom } from '../../../test/augmentation-cases.ts'
import { shift } from './shift.ts'

const usual = shift({ pixels: 3 })

export const cases: AugmentationCases = {
  usual,
  none: shift({ pixels: 0 }),
  extreme: shift({ pixels: 1e308 }),
  frozen: '37fd2f81800824674846b9dc3ab2cf74',
  means: {
    'to the right': [(key) => 7 - cameFrom(usual, key, 7, 9)[0], 0],
    'down, squared': [(key) => (9 - cameFrom(usual, key, 7, 9)[1]) ** 2, 3 ** 2 / 3],
    'right and down are independent': [
      (key) => cameFrom(usual, key, 0, 0).reduce((product, each) => product * each),
      0,
    ],
  },
  refused: [
    [() => shift({ pixels: -1 }), 'shift was given pixels -1; it takes a number from 0, where 0 changes nothing.'],
  ],
}

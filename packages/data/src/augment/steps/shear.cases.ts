import { type AugmentationCases, cameFrom } from '../../../test/augmentation-cases.ts'
import { shear } from './shear.ts'

const usual = shear({ slope: 0.4 })

export const cases: AugmentationCases = {
  usual,
  none: shear({ slope: 0 }),
  extreme: shear({ slope: 1e308 }),
  frozen: '8c08d8fe0739ce2d10123ced37c15817',
  means: {
    'along x, five rows down': [(key) => cameFrom(usual, key, 20, 15)[0] - 20, 0],
    'along x, five rows down, squared': [(key) => (cameFrom(usual, key, 20, 15)[0] - 20) ** 2, (5 * 0.4) ** 2 / 3],
  },
  refused: [
    [() => shear({ slope: -0.1 }), 'shear was given slope -0.1; it takes a number from 0, where 0 changes nothing.'],
  ],
}

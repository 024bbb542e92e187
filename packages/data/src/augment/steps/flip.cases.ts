import { type AugmentationCases, cameFrom } from '../../../test/augmentation-cases.ts'
import { flip } from './flip.ts'

const usual = flip({ chance: 0.3 })

export const cases: AugmentationCases = {
  usual,
  none: flip({ chance: 0 }),
  extreme: flip({ chance: 1 }),
  frozen: '49b5092d22f3d7e5833972998b1cc67c',
  means: {
    'how often left is right': [(key) => (cameFrom(usual, key, 4, 9)[0] === 26 ? 1 : 0), 0.3],
    'how often top is bottom': [(key) => (cameFrom(flip({ axis: 'y' }), key, 4, 9)[1] === 11 ? 1 : 0), 0.5],
  },
  refused: [
    [() => flip({ chance: 1.1 }), 'flip was given chance 1.1; it takes a number from 0 to 1.'],
    [() => flip({ axis: 'z' as never }), `flip was given axis "z"; it takes 'x' or 'y'.`],
  ],
}

import { type AugmentationCases, cameFrom } from '../../../test/augmentation-cases.ts'
import { rotate } from './rotate.ts'

const usual = rotate({ degrees: 30 })
/** E cos of an angle drawn evenly from −30° to 30°. */
const COSINE = Math.sin(Math.PI / 6) / (Math.PI / 6)

export const cases: AugmentationCases = {
  usual,
  none: rotate({ degrees: 0 }),
  extreme: rotate({ degrees: 360 }),
  frozen: 'c45bf09e792e0cb876a2b751b5e45181',
  means: {
    'of the horizontal part of a horizontal arm': [(key) => cameFrom(usual, key, 25, 10)[0] - 15, 10 * COSINE],
    'of the vertical part of a horizontal arm': [(key) => cameFrom(usual, key, 25, 10)[1] - 10, 0],
  },
  refused: [
    [
      () => rotate({ degrees: Number.NaN }),
      'rotate was given degrees NaN; it takes a number from 0 to 360, where 0 changes nothing.',
    ],
  ],
}

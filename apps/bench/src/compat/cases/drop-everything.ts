import { alphaDropout, dropout, gaussianDropout } from '@thinned/dropout'
import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { type CompatCase, numbersOf } from '../compat-case.ts'

export const dropEverything: CompatCase = {
  name: 'drop-everything',
  title: 'A rate of 1 gives zeros',
  library: '@tensorflow/tfjs',
  reported: 'keras-team/keras#9141, of Keras 1 and 2, where rate 1 meant off',
  asked: 'layers.dropout({ rate: 1 }), gaussianDropout and alphaDropout, each .apply([1, 2, 3, 4], { training: true })',
  right: 'zeros',
  holds: (values) =>
    ['dropout', 'gaussianDropout', 'alphaDropout'].every((layer) =>
      numbersOf(values[layer]).every((value) => value === 0),
    ),
  thinned: () =>
    Object.fromEntries(
      [dropout, gaussianDropout, alphaDropout].map((layer) => {
        const pass = createPass({ mode: 'train', key: key('mask') })
        return [
          layer.name,
          Array.from(
            layer({ drop: 1 })
              .forward(tensor([1, 2, 3, 4]), pass)
              .readSync(),
          ),
        ]
      }),
    ),
}

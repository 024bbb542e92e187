import { dropout } from '@thinned/dropout'
import { type CompatCase, isText } from '../compat-case.ts'

export const rateOutOfRange: CompatCase = {
  name: 'rate-out-of-range',
  title: 'A rate above 1 is refused',
  library: '@tensorflow/tfjs',
  reported: 'keras-team/keras#10629, of Dropout(256) in Keras',
  asked: 'layers.dropout({ rate: 256 }).apply([1, 2, 3, 4], { training: true })',
  right: 'an error',
  holds: ({ error }) => isText(error),
  thinned() {
    try {
      dropout({ drop: 256 })
      return {}
    } catch (error) {
      return { error: (error as Error).message }
    }
  },
}

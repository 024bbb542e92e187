import type { LossCase, LossCases } from '../../test/loss-cases.ts'
import { type CrossEntropyOptions, crossEntropy } from './cross-entropy.ts'

const withOptions = (options: CrossEntropyOptions): Omit<LossCase, 'predictions' | 'targets' | 'refused'> => ({
  loss: ([logits], labels, weights) => crossEntropy(logits!, labels, { ...options, ...(weights && { weights }) }),
  values: 3,
  weights: [],
  logits: true,
})
const flat = { predictions: [[3]], targets: [], refused: [[1], [3]] }
const sequences = { predictions: [[4, 3]], targets: [4], refused: [[], [3], [4, 1]] }

export const cases: LossCases = {
  plain: { ...withOptions({}), ...flat },
  'of sequences': { ...withOptions({}), ...sequences },
  'of sequences, with weights for each step': { ...withOptions({}), ...sequences, weights: [4] },
  'labels smoothed': { ...withOptions({ labelSmoothing: 0.2 }), ...flat },
  'classes weighed': { ...withOptions({ classWeights: [0.5, 1, 3] }), ...flat, meanOver: 'other' },
  'a label ignored': { ...withOptions({ ignore: 0 }), ...sequences, meanOver: 'other' },
  'all at once': {
    ...withOptions({ classWeights: [1, 0.5, 2], labelSmoothing: 0.1, ignore: 1 }),
    ...sequences,
    meanOver: 'other',
  },
}

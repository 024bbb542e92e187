import type { LayerCases } from '../../test/layer-cases.ts'
import { positionalEmbedding, sinusoidalPositions } from './positions.ts'

export const cases: Readonly<Record<string, LayerCases>> = {
  positionalEmbedding: {
    'all steps': { make: () => positionalEmbedding(3, 2), input: [3, 2], refused: [[4, 2], [3, 3], [2]] },
    'some steps': { make: () => positionalEmbedding(5, 2), input: [2, 2], refused: [[6, 2]] },
  },
  sinusoidalPositions: {
    plain: { make: () => sinusoidalPositions(4), input: [3, 4], refused: [[3, 2], [4], [1, 3, 4]] },
  },
}

import type { LayerCases } from '../../test/layer-cases.ts'
import { positionalEmbedding } from './positional-embedding.ts'

export const cases: LayerCases = {
  'all steps': { make: () => positionalEmbedding(3, 2), input: [3, 2], refused: [[4, 2], [3, 3], [2]] },
  'some steps': { make: () => positionalEmbedding(5, 2), input: [2, 2], refused: [[6, 2]] },
}

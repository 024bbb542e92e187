import type { LayerCases } from '../../test/layer-cases.ts'
import { embedding } from './embedding.ts'

export const cases: LayerCases = {
  'one token': { make: () => embedding(5, 3), input: [], integersBelow: 5, refused: [] },
  sequences: { make: () => embedding(4, 2), input: [3], integersBelow: 4, refused: [] },
}

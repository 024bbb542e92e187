import type { LayerCases } from '../../test/layer-cases.ts'
import { reshape } from './reshape.ts'

export const cases: LayerCases = {
  plain: { make: () => reshape([2, 3, 1]), input: [6], refused: [[5], [6, 2], [0]] },
  'with an open extent': { make: () => reshape([-1, 2]), input: [3, 4], refused: [[3, 3]] },
}

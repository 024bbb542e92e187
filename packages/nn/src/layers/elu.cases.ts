import type { LayerCases } from '../../test/layer-cases.ts'
import { elu } from './elu.ts'

export const cases: LayerCases = {
  plain: { make: () => elu(), input: [2, 3], refused: [] },
  'with alpha': { make: () => elu({ alpha: 0.5 }), input: [2, 3], refused: [] },
}

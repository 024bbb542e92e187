import type { LayerCases } from '../../test/layer-cases.ts'
import { softmax } from './softmax.ts'

export const cases: LayerCases = {
  'along the last axis': { make: () => softmax(), input: [2, 3], refused: [] },
}

import type { LayerCases } from '../../test/layer-cases.ts'
import { sinusoidalPositions } from './sinusoidal-positions.ts'

export const cases: LayerCases = {
  plain: { make: () => sinusoidalPositions(4), input: [3, 4], refused: [[3, 2], [4], [1, 3, 4]] },
}

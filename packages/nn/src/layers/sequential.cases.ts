import type { LayerCases } from '../../test/layer-cases.ts'
import { relu, tanh } from './activations.ts'
import { linear } from './linear.ts'
import { sequential } from './sequential.ts'

export const cases: LayerCases = {
  fused: { make: () => sequential(linear(3, 4), relu(), linear(4, 2)), input: [3], refused: [[2]] },
  nested: { make: () => sequential(tanh(), sequential(linear(2, 3), tanh()), tanh()), input: [2], refused: [[3]] },
  empty: { make: () => sequential(), input: [2], refused: [] },
}

import type { LayerCases } from '../../test/layer-cases.ts'
import { tanh } from './activations.ts'
import { linear } from './linear.ts'
import { batchNorm } from './normalization.ts'
import { residual } from './residual.ts'

export const cases: LayerCases = {
  plain: { make: () => residual(linear(3, 4), tanh(), linear(4, 3)), input: [3], refused: [[2]] },
  'with a shortcut': {
    make: () => residual({ shortcut: linear(3, 2) }, tanh(), linear(3, 2)),
    input: [3],
    refused: [[2]],
  },
  'around batch norms': { make: () => residual(batchNorm(3), tanh()), input: [3], refused: [[2]] },
  'with a batch norm in the shortcut': {
    make: () => residual({ shortcut: batchNorm(3) }, linear(3, 3)),
    input: [3],
    refused: [[2]],
  },
}

import type { OpCases } from '../../test/op-cases.ts'
import { elu, leakyRelu } from './activations.ts'

export const cases: OpCases = {
  'elu with an alpha': { call: (x) => elu(x, 1.5) },
  'leakyRelu with a slope': { call: (x) => leakyRelu(x, 0.3) },
}

import type { OpCases } from '../../test/op-cases.ts'
import { leakyRelu } from './leaky-relu.ts'

export const cases: OpCases = {
  leakyRelu: { call: (x) => leakyRelu(x) },
  'leakyRelu with a slope': { call: (x) => leakyRelu(x, 0.3) },
}

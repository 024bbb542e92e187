import { testDropout } from '../../test/dropout-layer.ts'
import type { LayerCases } from '../../test/layer-cases.ts'
import { multiHeadAttention } from './multi-head-attention.ts'

const refused = [[4], [3, 5], [0, 4], [1, 3, 4]]

export const cases: LayerCases = {
  plain: { make: () => multiHeadAttention(4, { heads: 2 }), input: [3, 4], refused },
  causal: { make: () => multiHeadAttention(4, { heads: 1, causal: true }), input: [4, 4], refused },
  'thinned, without bias': {
    make: () => multiHeadAttention(4, { heads: 4, weights: testDropout(0.6), bias: false }),
    input: [3, 4],
    refused,
  },
}

import { key } from '@thinned/rng'
import * as tensor from '@thinned/tensor'
import type { Sites } from '../sites.ts'

const { zeros } = tensor
const x = zeros([2, 2])
const inputs = [zeros([1, 4, 1]), zeros([1, 4, 4, 1]), zeros([1, 4, 4, 4, 1])] as const
const weights = [zeros([1, 1, 1]), zeros([1, 1, 1, 1]), zeros([1, 1, 1, 1, 1])] as const

const windows = inputs.flatMap((input, i): [string, (options: never) => unknown][] => {
  const ops = tensor as unknown as Record<string, (...args: readonly unknown[]) => unknown>
  const [most, average, conv] = [`maxPool${i + 1}d`, `averagePool${i + 1}d`, `conv${i + 1}d`]
  return [
    [most, (options) => ops[most]!(input, 2, options)],
    [average, (options) => ops[average]!(input, 2, options)],
    [conv, (options) => ops[conv]!(input, weights[i], undefined, options)],
  ]
})

export const sites: Sites = {
  ...Object.fromEntries(windows),
  arange: (options) => tensor.arange(2, options),
  cumsum: (options) => tensor.cumsum(x, 0, options),
  dropout: (options) => tensor.dropout(x, options),
  dropoutMask: (options) => tensor.dropoutMask(x, options),
  full: (options) => tensor.full([2], 1, options),
  matmul: (options) => tensor.matmul(x, x, options),
  oneHot: (options) => tensor.oneHot(tensor.arange(2), 2, options),
  ones: (options) => tensor.ones([2], options),
  planMask: (options) => tensor.planMask(x, options),
  randomNormal: (options) => tensor.randomNormal(key(1), [2], options),
  randomUniform: (options) => tensor.randomUniform(key(1), [2], options),
  slideWindow: (options) => tensor.slideWindow('conv1d', [4], 2, options),
  tensor: (options) => tensor.tensor([1, 2], options),
  zeros: (options) => zeros([2], options),
}

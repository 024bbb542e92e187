import type { Definition } from '../definition.ts'
import { emitMultiply } from '../products/product.ts'
import { finishValues, matrixOf } from '../products/view-product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { emitPatches } from '../windows/patches.ts'
import { dropout } from './dropout.ts'

/** out = patches of x · weight, then bias and relu, block by block of positions; then dropout. */
export const conv2d: Definition<'conv2d'> = (module, target) => {
  const bindMultiply = emitMultiply(module, target)
  const bindPatches = emitPatches(module)
  const bindReadable = emitWithReadable(module)
  const defineThin = dropout(module, target)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const patchesOf = bindPatches(runtime)
    const withReadable = bindReadable(runtime)
    const thin = defineThin(runtime)
    return (out, x, weight, bias, window, { relu, mask }) => {
      const [k, n] = weight.shape as [number, number]
      withReadable(bias ? [x, weight, bias] : [x, weight], (images, weights, biasView) => {
        const finish = finishValues(biasView, { relu })
        const [b, to] = [matrixOf(weights!), addressOf(out)]
        patchesOf(images!, addressOf(images!), out, window).forEachGathered((patches, first, m) => {
          const a = { address: patches, rowStep: 4 * k, columnStep: 4 }
          multiply({ a, b, to: to + 4 * n * first, m, n, k, finish })
        })
      })
      if (mask) thin(out, out, mask)
    }
  }
}

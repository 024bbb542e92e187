import { sizeOf } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { emitMultiply } from '../products/product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { emitPatches } from '../windows/patches.ts'

/** out = 0, then grad · weight transposed, block by block of positions, is added to the pixels that its patches came from. */
export const conv2dInputGradient: Definition<'conv2dInputGradient'> = (module, target) => {
  const bindMultiply = emitMultiply(module, target)
  const bindPatches = emitPatches(module)
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const patchesOf = bindPatches(runtime)
    const withReadable = bindReadable(runtime)
    return (out, grad, weight, window) => {
      const [n, k] = weight.shape as [number, number]
      const to = addressOf(out)
      runtime.zero(to, 4 * sizeOf(out.shape))
      withReadable([grad, weight], (gradients, weights) => {
        const from = addressOf(gradients!)
        const b = { address: addressOf(weights!), rowStep: 4, columnStep: 4 * k }
        patchesOf(out, to, gradients!, window).forEachScattered((patches, first, m) => {
          const a = { address: from + 4 * k * first, rowStep: 4 * k, columnStep: 4 }
          multiply({ a, b, to: patches, m, n, k })
        })
      })
    }
  }
}

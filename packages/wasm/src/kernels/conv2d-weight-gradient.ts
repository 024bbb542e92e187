import type { Definition } from '../definition.ts'
import { emitMultiply } from '../products/product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { emitPatches } from '../windows/patches.ts'

/** out = patches of x, transposed, · grad: one fold over all positions, which goes on from block to block. */
export const conv2dWeightGradient: Definition<'conv2dWeightGradient'> = (module, target) => {
  const bindMultiply = emitMultiply(module, target)
  const bindPatches = emitPatches(module)
  const bindReadable = emitWithReadable(module)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const patchesOf = bindPatches(runtime)
    const withReadable = bindReadable(runtime)
    return (out, x, grad, window) => {
      const [m, n] = out.shape as [number, number]
      const to = addressOf(out)
      runtime.zero(to, 4 * m * n)
      withReadable([x, grad], (images, gradients) => {
        const from = addressOf(gradients!)
        patchesOf(images!, addressOf(images!), gradients!, window).forEachGathered((patches, first, k) => {
          const a = { address: patches, rowStep: 4, columnStep: 4 * m }
          const b = { address: from + 4 * n * first, rowStep: 4 * n, columnStep: 4 }
          multiply({ a, b, to, m, n, k, goesOn: true })
        })
      })
    }
  }
}

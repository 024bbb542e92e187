import { sizeOf } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { emitInputGradientLanes } from '../lanes/input-gradient-lanes.ts'
import { areLanes } from '../lanes/lane-views.ts'
import { emitMultiply } from '../products/product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { emitPatches } from '../windows/patches.ts'
import { sharesOf } from '../windows/shares.ts'

/**
 * out = 0, then grad · weight transposed, group by group and block by block of positions, is added to the pixels that its patches came
 * from; or with many small groups side by side.
 */
export const convInputGradient: Definition<'convInputGradient'> = (module, target) => {
  const bindMultiply = emitMultiply(module, target)
  const bindPatches = emitPatches(module)
  const bindReadable = emitWithReadable(module)
  const bindLanes = emitInputGradientLanes(module)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const patchesOf = bindPatches(runtime)
    const withReadable = bindReadable(runtime)
    const lanes = bindLanes(runtime)
    return (out, grad, weight, window, groups) => {
      if (areLanes(groups, out.shape[4]!, weight.shape[1]!)) return lanes(out, grad, weight, window, groups)
      const [n, width] = weight.shape as [number, number]
      const step = 4 * width
      runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
      withReadable([grad, weight], (gradients, weights) => {
        for (const { inputs, outputs } of sharesOf(groups, out.shape[4]!, width)) {
          const [from, address] = [gradients!, weights!].map((view) => addressOf(view) + 4 * outputs.first)
          const b = { address: address!, rowStep: 4, columnStep: step }
          patchesOf(out, addressOf(out), gradients!, window, inputs).forEachScattered((patches, first, m) => {
            const a = { address: from! + step * first, rowStep: step, columnStep: 4 }
            multiply({ a, b, to: patches, m, n, k: outputs.count })
          })
        }
      })
    }
  }
}

import { sizeOf } from '@thinned/tensor'
import { areGroupsInLanes } from '../convolutions/group-lanes.ts'
import { emitInputGradientLanes } from '../convolutions/input-gradient-in-lanes.ts'
import { emitPatches, groupChannels } from '../convolutions/patches.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitMultiply } from '../products/product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'

/**
 * out = 0, then grad · weight transposed, group by group and block by block of positions, is added to the pixels that its patches came
 * from; or with many small groups side by side.
 */
export const convInputGradient: EmitKernel<'convInputGradient'> = (module, target) => {
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
      if (areGroupsInLanes(groups, out.shape[4]!, weight.shape[1]!)) return lanes(out, grad, weight, window, groups)
      const [n, width] = weight.shape as [number, number]
      const step = 4 * width
      runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
      withReadable([grad, weight], (gradients, weights) => {
        for (const { inputs, outputs } of groupChannels(groups, out.shape[4]!, width)) {
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

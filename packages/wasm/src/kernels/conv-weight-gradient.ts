import { areGroupsInLanes } from '../convolutions/group-lanes.ts'
import { emitPatches, groupChannels } from '../convolutions/patches.ts'
import { emitWeightGradientLanes } from '../convolutions/weight-gradient-in-lanes.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitMultiply } from '../products/product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'

/**
 * out = patches of x, transposed, · grad, group by group, or with many small groups side by side: one fold over all positions, which
 * goes on from block to block.
 */
export const convWeightGradient: EmitKernel<'convWeightGradient'> = (module, target) => {
  const bindMultiply = emitMultiply(module, target)
  const bindPatches = emitPatches(module)
  const bindReadable = emitWithReadable(module)
  const bindLanes = emitWeightGradientLanes(module)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const patchesOf = bindPatches(runtime)
    const withReadable = bindReadable(runtime)
    const lanes = bindLanes(runtime)
    return (out, x, grad, window, groups) => {
      if (areGroupsInLanes(groups, x.shape[4]!, out.shape[1]!)) return lanes(out, x, grad, window, groups)
      const [m, width] = out.shape as [number, number]
      const toStep = 4 * width
      runtime.zero(addressOf(out), m * toStep)
      withReadable([x, grad], (volumes, gradients) => {
        for (const { inputs, outputs } of groupChannels(groups, x.shape[4]!, width)) {
          const [to, from] = [addressOf(out), addressOf(gradients!)].map((address) => address + 4 * outputs.first)
          const patches = patchesOf(volumes!, addressOf(volumes!), gradients!, window, inputs)
          patches.forEachGathered((address, first, k) => {
            const a = { address, rowStep: 4, columnStep: 4 * m }
            const b = { address: from! + toStep * first, rowStep: toStep, columnStep: 4 }
            multiply({ a, b, to: to!, toStep, m, n: outputs.count, k, accumulate: true })
          })
        }
      })
    }
  }
}

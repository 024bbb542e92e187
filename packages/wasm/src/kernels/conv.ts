import { type ConvolveLanes, emitConvolveLanes } from '../convolutions/forward-in-lanes.ts'
import { areGroupsInLanes } from '../convolutions/group-lanes.ts'
import { emitPatches, groupChannels } from '../convolutions/patches.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitMultiply } from '../products/product.ts'
import { epilogueValues } from '../products/view-product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { dropout } from './dropout.ts'

/**
 * out = patches of x · weight, then bias and relu, group by group and block by block of positions, or with many small groups side by
 * side; then dropout.
 */
export const conv: EmitKernel<'conv'> = (module, target) => {
  const bindMultiply = emitMultiply(module, target)
  const bindPatches = emitPatches(module)
  const bindReadable = emitWithReadable(module)
  const bindLanes = emitConvolveLanes(module)
  const defineDropout = dropout(module, target)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const patchesOf = bindPatches(runtime)
    const withReadable = bindReadable(runtime)
    const convolveLanes = bindLanes(runtime)
    const dropoutOf = defineDropout(runtime)
    const convolveGroups: ConvolveLanes = (out, x, weight, bias, window, groups, relu) => {
      const [k, width] = weight.shape as [number, number]
      const toStep = 4 * width
      withReadable(bias ? [x, weight, bias] : [x, weight], (volumes, weights, biases) => {
        const from = addressOf(volumes!)
        for (const { inputs, outputs } of groupChannels(groups, x.shape[4]!, width)) {
          const epilogue = epilogueValues(biases && { ...biases, offset: biases.offset + outputs.first }, { relu })
          const b = { address: addressOf(weights!) + 4 * outputs.first, rowStep: toStep, columnStep: 4 }
          const [to, n] = [addressOf(out) + 4 * outputs.first, outputs.count]
          patchesOf(volumes!, from, out, window, inputs).forEachGathered((patches, first, m) => {
            const a = { address: patches, rowStep: 4 * k, columnStep: 4 }
            multiply({ a, b, to: to + toStep * first, toStep, m, n, k, epilogue })
          })
        }
      })
    }
    return (out, x, weight, bias, window, groups, { relu, mask }) => {
      const convolve = areGroupsInLanes(groups, x.shape[4]!, weight.shape[1]!) ? convolveLanes : convolveGroups
      convolve(out, x, weight, bias, window, groups, relu)
      if (mask) dropoutOf(out, out, mask)
    }
  }
}

import type { Definition } from '../definition.ts'
import { type ConvolveLanes, emitConvolveLanes } from '../lanes/convolve-lanes.ts'
import { areLanes } from '../lanes/lane-views.ts'
import { emitMultiply } from '../products/product.ts'
import { finishValues } from '../products/view-product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { emitPatches } from '../windows/patches.ts'
import { sharesOf } from '../windows/shares.ts'
import { dropout } from './dropout.ts'

/**
 * out = patches of x · weight, then bias and relu, group by group and block by block of positions, or with many small groups side by
 * side; then dropout.
 */
export const conv: Definition<'conv'> = (module, target) => {
  const bindMultiply = emitMultiply(module, target)
  const bindPatches = emitPatches(module)
  const bindReadable = emitWithReadable(module)
  const bindLanes = emitConvolveLanes(module)
  const defineThin = dropout(module, target)
  return (runtime) => {
    const multiply = bindMultiply(runtime)
    const patchesOf = bindPatches(runtime)
    const withReadable = bindReadable(runtime)
    const convolveLanes = bindLanes(runtime)
    const thin = defineThin(runtime)
    const convolveGroups: ConvolveLanes = (out, x, weight, bias, window, groups, relu) => {
      const [k, width] = weight.shape as [number, number]
      const toStep = 4 * width
      withReadable(bias ? [x, weight, bias] : [x, weight], (volumes, weights, biases) => {
        const from = addressOf(volumes!)
        for (const { inputs, outputs } of sharesOf(groups, x.shape[4]!, width)) {
          const finish = finishValues(biases && { ...biases, offset: biases.offset + outputs.first }, { relu })
          const b = { address: addressOf(weights!) + 4 * outputs.first, rowStep: toStep, columnStep: 4 }
          const [to, n] = [addressOf(out) + 4 * outputs.first, outputs.count]
          patchesOf(volumes!, from, out, window, inputs).forEachGathered((patches, first, m) => {
            const a = { address: patches, rowStep: 4 * k, columnStep: 4 }
            multiply({ a, b, to: to + toStep * first, toStep, m, n, k, finish })
          })
        }
      })
    }
    return (out, x, weight, bias, window, groups, { relu, mask }) => {
      const convolve = areLanes(groups, x.shape[4]!, weight.shape[1]!) ? convolveLanes : convolveGroups
      convolve(out, x, weight, bias, window, groups, relu)
      if (mask) thin(out, out, mask)
    }
  }
}

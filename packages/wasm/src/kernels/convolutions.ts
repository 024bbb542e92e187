import { SUM_CHUNK, sizeOf, type View } from '@thinned/tensor'
import { type ConvolveLanes, emitConvolveLanes } from '../convolutions/forward-in-lanes.ts'
import { areGroupsInLanes } from '../convolutions/group-lanes.ts'
import { isForwardInRows, isGradientInRows } from '../convolutions/in-rows.ts'
import { emitInputGradientLanes, type InputGradientLanes } from '../convolutions/input-gradient-in-lanes.ts'
import { emitPatches, groupChannels } from '../convolutions/patches.ts'
import { emitSparseForward } from '../convolutions/sparse-forward.ts'
import { emitSparseInputGradient } from '../convolutions/sparse-input-gradient.ts'
import { emitSparseWeightGradient } from '../convolutions/sparse-weight-gradient.ts'
import { emitWeightGradientLanes, type WeightGradientLanes } from '../convolutions/weight-gradient-in-lanes.ts'
import { emitWithPadding } from '../convolutions/with-padding.ts'
import type { EmitKernel } from '../kernel.ts'
import { epilogueValues } from '../products/epilogue.ts'
import { emitChooseProduct, emitProduct, type Operands } from '../products/product.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import { dropout } from './dropout.ts'

// Each convolution is a product of patches, for each group and each block of positions. Many small groups are the lanes of vectors instead.

/** out = patches of x · weight, then bias, relu and dropout. */
export const conv: EmitKernel<'conv'> = (module, target) => {
  const { multiply, panels } = emitProduct(module, target)
  const patchesOf = emitPatches(module)
  const withReadable = emitWithReadable(module)
  const convolveLanes = emitConvolveLanes(module)
  const applyDropout = module.linked('dropout', (apart) => dropout(apart, target))
  const choose = emitChooseProduct(module)
  const convolveSparse = module.linked('convolveSparse', (apart) => emitSparseForward(apart, panels()))
  const convolveGroups: ConvolveLanes = (runtime, out, x, weight, bias, window, groups, relu) => {
    const [k, width] = weight.shape as [number, number]
    const toStep = 4 * width
    withReadable(runtime, bias ? [x, weight, bias] : [x, weight], (volumes, weights, biases) => {
      const from = addressOf(volumes!)
      for (const { inputs, outputs } of groupChannels(groups, x.shape[4]!, width)) {
        const epilogue = epilogueValues(biases && { ...biases, offset: biases.offset + outputs.first }, { relu })
        const b = { address: addressOf(weights!) + 4 * outputs.first, rowStep: toStep, columnStep: 4 }
        const [to, n] = [addressOf(out) + 4 * outputs.first, outputs.count]
        patchesOf(runtime, volumes!, from, out, window, inputs).forEachGathered((patches, first, m) => {
          const a = { address: patches, rowStep: 4 * k, columnStep: 4 }
          multiply(runtime, { a, b, to: to + toStep * first, toStep, m, n, k, epilogue })
        })
      }
    })
  }
  const convolveNonzeros: ConvolveLanes = (runtime, out, x, weight, bias, window, groups, relu) =>
    withReadable(runtime, bias ? [x, weight, bias] : [x, weight], (volumes, weights, biases) =>
      choose(
        runtime,
        pixelsOf(volumes!),
        () => convolveSparse()(runtime, out, volumes!, weights!, window, biases ? addressOf(biases) : 0, relu),
        () => convolveGroups(runtime, out, volumes!, weights!, biases, window, groups, relu),
      ),
    )
  return (runtime, out, x, weight, bias, window, groups, { relu, mask }) => {
    const inLanes = areGroupsInLanes(groups, x.shape[4]!, weight.shape[1]!) && weight.shape[0]! <= SUM_CHUNK
    const inRows = isForwardInRows(x, out, window, groups)
    const convolve = inLanes ? convolveLanes : inRows ? convolveNonzeros : convolveGroups
    convolve(runtime, out, x, weight, bias, window, groups, relu)
    if (mask) applyDropout()(runtime, out, out, mask)
  }
}

/** Dense volumes as a matrix [pixels, channels]. */
function pixelsOf(volumes: View): Pick<Operands, 'a' | 'm' | 'k'> {
  const k = volumes.shape[4]!
  return { a: { address: addressOf(volumes), rowStep: 4 * k, columnStep: 4 }, m: sizeOf(volumes.shape.slice(0, 4)), k }
}

/** out = 0, then grad · weight transposed is added to the pixels of each patch. */
export const convInputGradient: EmitKernel<'convInputGradient'> = (module, target) => {
  const { multiply, panels } = emitProduct(module, target)
  const patchesOf = emitPatches(module)
  const withReadable = emitWithReadable(module)
  const inputGradientLanes = emitInputGradientLanes(module)
  const choose = emitChooseProduct(module)
  const sparse = module.linked('sparseInputGradient', (apart) => ({
    add: emitSparseInputGradient(apart, panels()),
    withPadding: emitWithPadding(apart),
  }))
  const addPatches: InputGradientLanes = (runtime, out, grad, weight, window, groups) => {
    const width = weight.shape[1]!
    const step = 4 * width
    runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
    for (const { inputs, outputs } of groupChannels(groups, out.shape[4]!, width)) {
      const [from, address] = [grad, weight].map((view) => addressOf(view) + 4 * outputs.first)
      const b = { address: address!, rowStep: 4, columnStep: step }
      const patches = patchesOf(runtime, out, addressOf(out), grad, window, inputs)
      patches.forEachScattered((to, first, m) => {
        const a = { address: from! + step * first, rowStep: step, columnStep: 4 }
        multiply(runtime, { a, b, to, m, n: weight.shape[0]!, k: outputs.count })
      })
    }
  }
  return (runtime, out, grad, weight, window, groups) => {
    if (areGroupsInLanes(groups, out.shape[4]!, weight.shape[1]!))
      return inputGradientLanes(runtime, out, grad, weight, window, groups)
    withReadable(runtime, [grad, weight], (gradients, weights) => {
      const product = (): void => addPatches(runtime, out, gradients!, weights!, window, groups)
      if (!isGradientInRows(out, grad, window, groups)) return product()
      const nonzeros = (): void => {
        const { add, withPadding } = sparse()
        withPadding.write(runtime, out, grad, window, (to, inside) => add(runtime, to, gradients!, weights!, inside))
      }
      choose(runtime, pixelsOf(gradients!), nonzeros, product)
    })
  }
}

/**
 * out = patches of x, transposed, · grad. The positions go in chunks of SUM_CHUNK, and the fold over a chunk continues from block to block. The
 * first chunk is multiplied into the output, each further one into scratch memory, from which it is added.
 */
export const convWeightGradient: EmitKernel<'convWeightGradient'> = (module, target) => {
  const { multiply, addPart, panels } = emitProduct(module, target)
  const patchesOf = emitPatches(module)
  const withReadable = emitWithReadable(module)
  const weightGradientLanes = emitWeightGradientLanes(module)
  const choose = emitChooseProduct(module)
  const sparse = module.linked('sparseWeightGradient', (apart) => ({
    multiply: emitSparseWeightGradient(apart, panels()),
    withPadding: emitWithPadding(apart),
  }))
  const multiplyPatches: WeightGradientLanes = (runtime, out, x, grad, window, groups) => {
    const [m, width] = out.shape as [number, number]
    const toStep = 4 * width
    const positions = sizeOf(grad.shape.slice(0, 4))
    for (const { inputs, outputs } of groupChannels(groups, x.shape[4]!, width)) {
      const n = outputs.count
      const [to, from] = [addressOf(out), addressOf(grad)].map((address) => address + 4 * outputs.first)
      const output = { to: to!, toStep, m, n }
      const patches = patchesOf(runtime, x, addressOf(x), grad, window, inputs)
      runtime.withScratch(positions > SUM_CHUNK ? 4 * m * n : 0, (part) =>
        patches.forEachGathered((address, first, k) => {
          const a = { address, rowStep: 4, columnStep: 4 * m }
          const b = { address: from! + toStep * first, rowStep: toStep, columnStep: 4 }
          const isFirstChunk = first < SUM_CHUNK
          const sums = isFirstChunk ? output : { to: part, m, n }
          multiply(runtime, { ...sums, a, b, k, accumulate: first % SUM_CHUNK > 0 })
          const isWhole = (first + k) % SUM_CHUNK === 0 || first + k === positions
          if (isWhole && !isFirstChunk) addPart(runtime, part, output)
        }, SUM_CHUNK),
      )
    }
  }
  return (runtime, out, x, grad, window, groups) => {
    const [m, width] = out.shape as [number, number]
    if (areGroupsInLanes(groups, x.shape[4]!, width)) return weightGradientLanes(runtime, out, x, grad, window, groups)
    if (sizeOf(grad.shape.slice(0, 4)) === 0) runtime.zero(addressOf(out), 4 * m * width)
    withReadable(runtime, [x, grad], (volumes, gradients) => {
      const product = (): void => multiplyPatches(runtime, out, volumes!, gradients!, window, groups)
      if (!isGradientInRows(x, grad, window, groups)) return product()
      const nonzeros = (): void => {
        const { multiply, withPadding } = sparse()
        withPadding.read(runtime, volumes!, grad, window, (inner, inside) =>
          multiply(runtime, out, inner, gradients!, inside),
        )
      }
      choose(runtime, pixelsOf(gradients!), nonzeros, product)
    })
  }
}

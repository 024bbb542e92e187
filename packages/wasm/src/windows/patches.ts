import { sizeOf, type View, type Window2d } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitGatherPatches, GATHERED, windowValues } from './gather-patches.ts'
import { emitScatterPatches } from './scatter-patches.ts'
import { SLICE } from './window-job.ts'

/** Floats of the patches that are there at once: what a second-level cache holds. */
const AT_ONCE = 1 << 18

/** Patches of some images, in blocks of positions. */
export interface Patches {
  /** Calls `visit` with each block: its patches at an address [count, depth], and its first position. */
  forEachGathered(visit: (patches: number, first: number, count: number) => void): void
  /** Lets `visit` write each block's patches, then adds them to the images. */
  forEachScattered(visit: (patches: number, first: number, count: number) => void): void
}

/** The patches that a window finds in images [batch, height, width, channels] (dense, at an address). */
export function emitPatches(
  module: Module,
): (runtime: Runtime) => (images: View, address: number, outputs: View, window: Window2d) => Patches {
  return module.once('patches', () => {
    const [gather, scatter] = [emitGatherPatches(module), emitScatterPatches(module)]
    return (runtime) => (images, address, outputs, window) => {
      const channels = images.shape[3]!
      const depth = window.size[0] * window.size[1] * channels
      const positions = sizeOf(outputs.shape.slice(0, 3))
      const own = outputs.shape[1]! * outputs.shape[2]!
      const values = windowValues(images.shape, outputs.shape, window)
      const most = Math.max(GATHERED, Math.floor(AT_ONCE / Math.max(depth, 1)))
      const forEachBlock = (visit: (patches: number, first: number, count: number) => void): void => {
        runtime.withScratch(4 * Math.min(most, positions) * depth, (patches) => {
          for (let first = 0; first < positions; first += most) visit(patches, first, Math.min(most, positions - first))
        })
      }
      return {
        forEachGathered(visit) {
          forEachBlock((patches, first, count) => {
            runtime.launch(gather, Math.ceil(count / GATHERED), address, patches, first, count, ...values)
            visit(patches, first, count)
          })
        },
        forEachScattered(visit) {
          const slices = Math.ceil(channels / SLICE)
          forEachBlock((patches, first, count) => {
            visit(patches, first, count)
            const [firstImage, lastImage] = [Math.floor(first / own), Math.floor((first + count - 1) / own)]
            const chunks = (lastImage - firstImage + 1) * slices
            runtime.launch(scatter, chunks, patches, address, first, count, firstImage, slices, ...values)
          })
        },
      }
    }
  })
}

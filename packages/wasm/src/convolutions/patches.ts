import { sizeOf, type View, type Window } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { windowValues } from '../windows/window-arguments.ts'
import { slicesOf } from '../windows/window-job.ts'
import { emitGatherPatches, GATHERED } from './gather-patches.ts'
import { emitScatterPatches } from './scatter-patches.ts'

/** The share that one of some groups has in an axis of channels: which come first, and how many they are. */
export interface ChannelRange {
  readonly first: number
  readonly count: number
}

/** What each group has of the inputs and of the outputs, in the order of the groups. */
export function groupChannels(
  groups: number,
  channels: number,
  outputs: number,
): { inputs: ChannelRange; outputs: ChannelRange }[] {
  const [ins, outs] = [channels / groups, outputs / groups]
  return Array.from({ length: groups }, (_, group) => ({
    inputs: { first: group * ins, count: ins },
    outputs: { first: group * outs, count: outs },
  }))
}

/** Floats of the patches that are there at once: what a second-level cache holds. */
const AT_ONCE = 1 << 18

/** Patches of some volumes, in blocks of positions. */
export interface Patches {
  /** Calls `visit` with each block: its patches at an address [count, depth], and its first position. */
  forEachGathered(visit: (patches: number, first: number, count: number) => void): void
  /** Lets `visit` write each block's patches, then adds them to the volumes. */
  forEachScattered(visit: (patches: number, first: number, count: number) => void): void
}

/** The patches that a window finds in a share of the channels of volumes [batch, depth, height, width, channels] (dense, at an address). */
export function emitPatches(
  module: Module,
): (
  runtime: Runtime,
) => (volumes: View, address: number, outputs: View, window: Window, share: ChannelRange) => Patches {
  return module.once('patches', () => {
    const [gather, scatter] = [emitGatherPatches(module), emitScatterPatches(module)]
    return (runtime) => (volumes, address, outputs, window, share) => {
      const depth = sizeOf(window.size) * share.count
      const positions = sizeOf(outputs.shape.slice(0, 4))
      const own = sizeOf(outputs.shape.slice(1, 4))
      const values = windowValues(volumes.shape, outputs.shape, window)
      const most = Math.max(GATHERED, Math.floor(AT_ONCE / Math.max(depth, 1)))
      const forEachBlock = (visit: (patches: number, first: number, count: number) => void): void => {
        runtime.withScratch(4 * Math.min(most, positions) * depth, (patches) => {
          for (let first = 0; first < positions; first += most) visit(patches, first, Math.min(most, positions - first))
        })
      }
      return {
        forEachGathered(visit) {
          const from = address + 4 * share.first
          forEachBlock((patches, first, count) => {
            runtime.launch(gather, Math.ceil(count / GATHERED), from, patches, first, count, share.count, ...values)
            visit(patches, first, count)
          })
        },
        forEachScattered(visit) {
          forEachBlock((patches, first, count) => {
            visit(patches, first, count)
            const [firstVolume, lastVolume] = [Math.floor(first / own), Math.floor((first + count - 1) / own)]
            const touched = lastVolume - firstVolume + 1
            const [slice, slices] = slicesOf(touched, share.count, runtime.threads)
            const channels = [share.first, share.count, slice, slices]
            const place = [patches, address, first, count, firstVolume]
            runtime.launch(scatter, touched * slices, ...place, ...channels, ...values)
          })
        },
      }
    }
  })
}

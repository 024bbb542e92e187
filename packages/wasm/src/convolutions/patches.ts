import { sizeOf, type View, type Window } from '@thinned/tensor'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { windowValues } from '../windows/window-arguments.ts'
import { slicesOf } from '../windows/window-job.ts'
import { CHUNK_POSITIONS, emitGatherPatches } from './gather-patches.ts'
import { emitScatterPatches } from './scatter-patches.ts'

/** The channels of a group: the first, and how many there are. */
export interface ChannelRange {
  readonly first: number
  readonly count: number
}

/** The input channels and the output channels of each group, in order. */
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

/** Floats of the patches of a block: as many as a second-level cache holds. */
const BLOCK_FLOATS = 1 << 18

/** Visits a block: the address of its patches [count, depth], its first position and the number of its positions. */
type VisitPatches = (patches: number, first: number, count: number) => void

/** Patches of volumes, in blocks of positions. */
export interface Patches {
  /** Gathers the patches of each block from the volumes, and visits them. No block crosses a multiple of `within` positions. */
  forEachGathered(visit: VisitPatches, within?: number): void
  /** Lets `visit` write the patches of each block, and adds them to the volumes. */
  forEachScattered(visit: VisitPatches): void
}

export type PatchesOf = (
  runtime: Runtime,
  volumes: View,
  address: number,
  outputs: View,
  window: Window,
  channels: ChannelRange,
) => Patches

/**
 * Emits the patches of a window, over a range of the channels of volumes [batch, depth, height, width, channels]. The volumes are dense
 * and begin at `address`.
 */
export function emitPatches(module: Module): PatchesOf {
  return module.once('patches', () => {
    const [gather, scatter] = [emitGatherPatches(module), emitScatterPatches(module)]
    return (runtime, volumes, address, outputs, window, channels) => {
      const depth = sizeOf(window.size) * channels.count
      const positions = sizeOf(outputs.shape.slice(0, 4))
      const inVolume = sizeOf(outputs.shape.slice(1, 4))
      const values = windowValues(volumes.shape, outputs.shape, window)
      const most = Math.max(CHUNK_POSITIONS, Math.floor(BLOCK_FLOATS / Math.max(depth, 1)))
      const forEachBlock = (visit: VisitPatches, within: number): void => {
        const inBlock = within < positions ? Math.ceil(within / Math.ceil(within / most)) : most
        runtime.withScratch(4 * Math.min(inBlock, positions) * depth, (patches) => {
          for (let first = 0, count = 0; first < positions; first += count) {
            count = Math.min(inBlock, within - (first % within), positions - first)
            visit(patches, first, count)
          }
        })
      }
      return {
        forEachGathered(visit, within = positions) {
          const from = address + 4 * channels.first
          forEachBlock((patches, first, count) => {
            const chunks = Math.ceil(count / CHUNK_POSITIONS)
            runtime.launch(gather, chunks, from, patches, first, count, channels.count, ...values)
            visit(patches, first, count)
          }, within)
        },
        forEachScattered(visit) {
          forEachBlock((patches, first, count) => {
            visit(patches, first, count)
            const [firstVolume, lastVolume] = [Math.floor(first / inVolume), Math.floor((first + count - 1) / inVolume)]
            const touched = lastVolume - firstVolume + 1
            const [slice, slices] = slicesOf(touched, channels.count, runtime.threads)
            const division = [
              patches,
              address,
              first,
              count,
              firstVolume,
              channels.first,
              channels.count,
              slice,
              slices,
            ]
            runtime.launch(scatter, touched * slices, ...division, ...values)
          }, positions)
        },
      }
    }
  })
}

import { type Shape, sizeOf, type Window } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import type { Types } from '../emit/control.ts'
import { count, increase, type Local, locals, loopWhile, type MakeLocal, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32, minU } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { windowArguments, windowStart, windowValues } from './window-arguments.ts'

/** Channels in a chunk: many, for long runs in memory, or few where the threads would get too few chunks. */
const WIDE = 64
const NARROW = 16

/** How channels are divided into slices: the channels of a slice, and the number of slices. */
export function slicesOf(volumes: number, channels: number, threads: number): [slice: number, slices: number] {
  const wide = Math.ceil(channels / WIDE)
  return volumes * wide < 2 * threads ? [NARROW, Math.ceil(channels / NARROW)] : [WIDE, wide]
}

const positionArguments: PositionArguments = {
  /** The first position, and the number of positions. */
  first: 'i32',
  positions: 'i32',
  /** The volume of the first position. */
  firstVolume: 'i32',
  /** The first channel, the number of channels, the channels of a slice, and the number of slices. */
  firstChannel: 'i32',
  channelCount: 'i32',
  slice: 'i32',
  slices: 'i32',
  ...windowArguments,
}

type PositionArguments = typeof windowArguments & {
  readonly [N in 'first' | 'positions' | 'firstVolume' | 'firstChannel' | 'channelCount' | 'slice' | 'slices']: 'i32'
}

/** The state of a window job at a position: variables and expressions for its body. */
export interface WindowStep<P extends Types> {
  readonly p: { readonly [N in keyof (P & PositionArguments)]: Local<(P & PositionArguments)[N]> }
  /** The index of the position; the first channel of the chunk, and the number of its channels. */
  readonly position: Local<'i32'>
  readonly channel: Local<'i32'>
  readonly channels: Local<'i32'>
  /** The index of the element (pixel, first channel) at the window's start; valid outside of padding. */
  readonly firstElement: I32
  /** The index of the tap in the window, and the index of the element (pixel, first channel) under it. */
  readonly tap: I32
  readonly element: Local<'i32'>
  /** Loops over the taps inside the volume: planes, in them rows, in them columns. */
  eachTap(...body: readonly Statement[]): Statement
  readonly local: MakeLocal
}

/**
 * Emits a job that visits the positions of a window in rising order. A chunk is a volume and a slice of its channels: chunk = volume ·
 * slices + slice. So threads do not change the order in which a pixel is visited.
 */
export function emitWindowJob<const P extends Readonly<Record<string, 'i32' | 'f32'>>>(
  module: Module,
  name: string,
  parameters: P,
  visit: (step: WindowStep<P>) => readonly Statement[],
): Job {
  return emitJob(module, name, { ...parameters, ...positionArguments }, (values, chunk, _, local) => {
    const p = values as WindowStep<P>['p'] & { readonly [N in keyof PositionArguments]: Local<'i32'> }
    const v = locals(local, {
      volume: 'i32',
      position: 'i32',
      last: 'i32',
      plane: 'i32',
      row: 'i32',
      column: 'i32',
      z: 'i32',
      y: 'i32',
      x: 'i32',
      channel: 'i32',
      channels: 'i32',
      ofVolume: 'i32',
      element: 'i32',
    })
    const start = windowStart(p, local)
    const along =
      (tap: Local<'i32'>, size: I32, coordinate: Local<'i32'>, from: I32, step: I32, extent: I32) =>
      (...body: readonly Statement[]): Statement =>
        count(
          tap,
          0,
          size,
          1,
          set(coordinate, i32.add(from, i32.mul(tap, step))),
          when(i32.ltU(coordinate, extent), body),
        )
    const eachPlane = along(v.plane, p.sizePlanes, v.z, start.z, p.dilationPlanes, p.depth)
    const eachRow = along(v.row, p.sizeRows, v.y, start.y, p.dilationRows, p.height)
    const eachColumn = along(v.column, p.sizeColumns, v.x, start.x, p.dilationColumns, p.width)
    const { position, channel, channels, element } = v
    const elementOf = (z: I32, y: I32, x: I32): I32 => {
      const row = i32.add(i32.mul(i32.add(i32.mul(start.volume, p.depth), z), p.height), y)
      return i32.add(i32.mul(i32.add(i32.mul(row, p.width), x), p.channels), channel)
    }
    const firstElement = elementOf(start.z, start.y, start.x)
    const tap = i32.add(i32.mul(i32.add(i32.mul(v.plane, p.sizeRows), v.row), p.sizeColumns), v.column)
    const eachTap = (...body: readonly Statement[]): Statement =>
      eachPlane(eachRow(eachColumn(set(element, elementOf(v.z, v.y, v.x)), ...body)))
    return [
      set(v.volume, i32.divU(chunk, p.slices)),
      set(channel, i32.mul(i32.sub(chunk, i32.mul(v.volume, p.slices)), p.slice)),
      set(channels, minU(i32.sub(p.channelCount, channel), p.slice)),
      increase(channel, p.firstChannel),
      set(v.ofVolume, i32.mul(i32.mul(p.outPlanes, p.outRows), p.outColumns)),
      set(position, i32.mul(i32.add(v.volume, p.firstVolume), v.ofVolume)),
      set(v.last, minU(i32.add(position, v.ofVolume), i32.add(p.first, p.positions))),
      when(i32.ltU(position, p.first), [set(position, p.first)]),
      ...start.find(position),
      loopWhile(
        i32.ltU(position, v.last),
        ...visit({ p, position, channel, channels, firstElement, tap, element, eachTap, local }),
        start.next(),
        increase(position, 1),
      ),
    ]
  })
}

/**
 * Runs a window job over all positions of `outputs`. `values` are those of the job's `parameters`; the values that every window job has follow
 * them. `channels`: the number of channels to visit, from 0 on (default: all of the volumes).
 */
export function launchWindows(
  runtime: Runtime,
  job: Job,
  volumes: Shape,
  outputs: Shape,
  window: Window,
  values: readonly number[],
  channels: number = volumes[4]!,
): void {
  const positions = sizeOf(outputs.slice(0, 4))
  const [slice, slices] = slicesOf(volumes[0]!, channels, runtime.threads)
  const range = [0, positions, 0, 0, channels, slice, slices]
  runtime.launch(job, volumes[0]! * slices, ...values, ...range, ...windowValues(volumes, outputs, window))
}

/** The address of a float: base + 4 · element. */
export function elementAt(base: I32, element: I32): I32 {
  return i32.add(base, i32.shl(element, i32.const(2)))
}

/** Emits a loop over floats, four at a time, then one at a time. `pointers` advance. */
export function eachFloat(
  i: Local<'i32'>,
  floats: I32,
  pointers: readonly Local<'i32'>[],
  four: Statement,
  one: Statement,
): Statement[] {
  const next = (n: number): Statement[] => [...pointers.map((pointer) => increase(pointer, 4 * n)), increase(i, -n)]
  return [set(i, floats), loopWhile(i32.geU(i, i32.const(4)), four, ...next(4)), loopWhile(i, one, ...next(1))]
}

/** Emits to += from, for some floats. */
export function addFloats(i: Local<'i32'>, floats: I32, to: Local<'i32'>, from: Local<'i32'>): Statement[] {
  return eachFloat(
    i,
    floats,
    [to, from],
    stores.v128(to, f32x4.add(loads.v128(to), loads.v128(from))),
    stores.f32(to, f32.add(loads.f32(to), loads.f32(from))),
  )
}

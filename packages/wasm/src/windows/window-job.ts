import { type Shape, sizeOf, type Window } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { count, increase, loopWhile, set, when } from '../emit/control.ts'
import { type Local, locals, type MakeLocal, type Module, type Types } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { windowArguments, windowStart, windowValues } from './window-arguments.ts'

/** Channels of one chunk: many, so that it reads and writes long runs, or a few where there are not enough chunks for the threads. */
const WIDE = 64
const NARROW = 16

/** How the channels of some volumes are cut into slices: the values of `slice` and `slices`. */
export function slicesOf(volumes: number, channels: number, threads: number): [slice: number, slices: number] {
  const wide = Math.ceil(channels / WIDE)
  return volumes * wide < 2 * threads ? [NARROW, Math.ceil(channels / NARROW)] : [WIDE, wide]
}

const own: Own = {
  /** The first of the positions, and how many there are. */
  first: 'i32',
  positions: 'i32',
  /** The volume that the first position lies in. */
  firstVolume: 'i32',
  /** The channels that are visited, how many of them a slice has, and how many slices there are. */
  firstChannel: 'i32',
  share: 'i32',
  slice: 'i32',
  slices: 'i32',
  ...windowArguments,
}

type Own = typeof windowArguments & {
  readonly [N in 'first' | 'positions' | 'firstVolume' | 'firstChannel' | 'share' | 'slice' | 'slices']: 'i32'
}

/** Where a window job stands. */
export interface AtPosition<P extends Types> {
  readonly p: { readonly [N in keyof (P & Own)]: Local<(P & Own)[N]> }
  /** The number of the position, and the first and number of the chunk's channels. */
  readonly position: Local<'i32'>
  readonly channel: Local<'i32'>
  readonly channels: Local<'i32'>
  /** The element of the volumes (pixel, first channel) that the window begins at, where there is no padding. */
  readonly firstElement: I32
  /** The number of the tap in the window, and the element of the volumes under it. */
  readonly tap: I32
  readonly element: Local<'i32'>
  /** Does something at each tap whose pixel lies inside the volume, planes before rows before columns. */
  eachTap(...body: readonly Statement[]): Statement
  readonly local: MakeLocal
}

/**
 * A job that visits positions of a window in rising order. A chunk is a volume of those that the positions lie in, and a slice of its
 * channels: chunk = volume · slices + slice. So the order in which a pixel is reached does not depend on threads.
 */
export function emitWindowJob<const P extends Readonly<Record<string, 'i32' | 'f32'>>>(
  module: Module,
  name: string,
  parameters: P,
  visit: (at: AtPosition<P>) => readonly Statement[],
): Job {
  return emitJob(module, name, { ...parameters, ...own }, (values, chunk, _, local) => {
    const p = values as AtPosition<P>['p'] & { readonly [N in keyof Own]: Local<'i32'> }
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
      (tap: Local<'i32'>, size: I32, at: Local<'i32'>, from: I32, step: I32, extent: I32) =>
      (...body: readonly Statement[]): Statement =>
        count(tap, 0, size, 1, set(at, i32.add(from, i32.mul(tap, step))), when(i32.ltU(at, extent), body))
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
      set(channels, minU(i32.sub(p.share, channel), p.slice)),
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

/** Runs a window job over all positions of some volumes: its own arguments, then those that it shares with others. */
export function launchWindows(
  runtime: Runtime,
  job: Job,
  volumes: Shape,
  outputs: Shape,
  window: Window,
  own: readonly number[],
  channels: number = volumes[4]!,
): void {
  const positions = sizeOf(outputs.slice(0, 4))
  const [slice, slices] = slicesOf(volumes[0]!, channels, runtime.threads)
  const places = [0, positions, 0, 0, channels, slice, slices]
  runtime.launch(job, volumes[0]! * slices, ...own, ...places, ...windowValues(volumes, outputs, window))
}

/** The address of an element of floats. */
export function elementAt(base: I32, element: I32): I32 {
  return i32.add(base, i32.shl(element, i32.const(2)))
}

/** Does something with some floats, four at a time and then one by one: `pointers` go along. */
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

import type { I32, Statement } from '../emit/code.ts'
import { count, increase, loopWhile, set, when } from '../emit/control.ts'
import { type Local, locals, type MakeLocal, type Module, type Types } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { smaller } from '../random/thin-part.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { windowArguments } from './gather-patches.ts'

/** Channels of one chunk. */
export const SLICE = 16

const own: Own = {
  /** The first of the positions, and how many there are. */
  first: 'i32',
  positions: 'i32',
  /** The image that the first position lies in. */
  firstImage: 'i32',
  /** Slices of channels. */
  slices: 'i32',
  ...windowArguments,
}

type Own = typeof windowArguments & { readonly [N in 'first' | 'positions' | 'firstImage' | 'slices']: 'i32' }

/** Where a window job stands. */
export interface AtPosition<P extends Types> {
  readonly p: { readonly [N in keyof (P & Own)]: Local<(P & Own)[N]> }
  /** The number of the position, and the first and number of the chunk's channels. */
  readonly position: Local<'i32'>
  readonly channel: Local<'i32'>
  readonly channels: Local<'i32'>
  /** The number of the tap in the window, and the element (pixel, first channel) of the images under it. */
  readonly tap: I32
  readonly element: Local<'i32'>
  /** Does something at each tap whose pixel lies inside the image, rows before columns. */
  eachTap(...body: readonly Statement[]): Statement
  readonly local: MakeLocal
}

/**
 * A job that visits positions of a window in rising order. A chunk is an image of those that the positions lie in, and a slice of its
 * channels: chunk = image · slices + slice. So the order in which a pixel is reached does not depend on threads.
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
      image: 'i32',
      position: 'i32',
      last: 'i32',
      column: 'i32',
      row: 'i32',
      tapRow: 'i32',
      tapColumn: 'i32',
      y: 'i32',
      x: 'i32',
      channel: 'i32',
      channels: 'i32',
      ofImage: 'i32',
      element: 'i32',
    })
    const pixel = i32.add(i32.mul(i32.add(i32.mul(v.image, p.height), v.y), p.width), v.x)
    const eachTap = (...body: readonly Statement[]): Statement =>
      count(
        v.tapRow,
        0,
        p.sizeRows,
        1,
        set(v.y, i32.add(i32.sub(i32.mul(v.row, p.strideRows), p.beforeRows), v.tapRow)),
        when(i32.ltU(v.y, p.height), [
          count(
            v.tapColumn,
            0,
            p.sizeColumns,
            1,
            set(v.x, i32.add(i32.sub(i32.mul(v.column, p.strideColumns), p.beforeColumns), v.tapColumn)),
            when(i32.ltU(v.x, p.width), [set(v.element, i32.add(i32.mul(pixel, p.channels), v.channel)), ...body]),
          ),
        ]),
      )
    const { position, channel, channels, element } = v
    const tap = i32.add(i32.mul(v.tapRow, p.sizeColumns), v.tapColumn)
    return [
      set(v.image, i32.divU(chunk, p.slices)),
      set(channel, i32.mul(i32.sub(chunk, i32.mul(v.image, p.slices)), i32.const(SLICE))),
      set(channels, smaller(i32.sub(p.channels, channel), i32.const(SLICE))),
      set(v.image, i32.add(v.image, p.firstImage)),
      set(v.ofImage, i32.mul(p.outRows, p.outColumns)),
      set(position, i32.mul(v.image, v.ofImage)),
      set(v.last, smaller(i32.add(position, v.ofImage), i32.add(p.first, p.positions))),
      when(i32.ltU(position, p.first), [set(position, p.first)]),
      loopWhile(
        i32.ltU(position, v.last),
        set(v.column, i32.remU(position, p.outColumns)),
        set(v.row, i32.sub(i32.divU(position, p.outColumns), i32.mul(v.image, p.outRows))),
        ...visit({ p, position, channel, channels, tap, element, eachTap, local }),
        increase(position, 1),
      ),
    ]
  })
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

import { SUM_CHUNK, sizeOf, type View, type Window } from '@thinned/tensor'
import type { I32, Statement } from '../emit/code.ts'
import { count, increase, locals, loopWhile, set, when } from '../emit/control.ts'
import { stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32, minU } from '../emit/scalar.ts'
import { v128 } from '../emit/vector.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitJob, type Job } from '../threads/job.ts'
import { eachBlock } from '../windows/floats.ts'
import { windowArguments, windowStart, windowValues } from '../windows/window-arguments.ts'
import { addFloats, elementAt } from '../windows/window-job.ts'
import { emitWithGroupsInLanes } from './group-lanes.ts'

/** Groups in a chunk. */
const LANES = 64

/** `convWeightGradient` with groups as lanes. */
export type WeightGradientLanes = (
  runtime: Runtime,
  out: View,
  x: View,
  grad: View,
  window: Window,
  groups: number,
) => void

export function emitWeightGradientLanes(module: Module): WeightGradientLanes {
  const job = emitJobOfLanes(module)
  const withLanes = emitWithGroupsInLanes(module)
  return (runtime, out, x, grad, window, groups) =>
    withLanes(runtime, groups, out, [x, grad], (...views) => {
      runtime.zero(addressOf(views[0]!), 4 * sizeOf(out.shape))
      const slices = Math.ceil(groups / LANES)
      const extents = [sizeOf(grad.shape.slice(0, 4)), groups, grad.shape[4]! / groups, slices]
      const values = windowValues(x.shape, grad.shape, window)
      runtime.launch(job, sizeOf(window.size) * slices, ...views.map(addressOf), ...extents, ...values)
    })
}

/**
 * Emits the job of `convWeightGradient` with groups as lanes: `from` [pixels, ins, groups], `grad` [positions, outs, groups], `to` [taps,
 * ins, outs, groups], which is 0 at first. A chunk is a tap and a slice of the groups: chunk = tap · slices + slice. It goes over all
 * positions in rising order, while the sums of SUM_CHUNK positions, [ins, outs, lanes] in scratch memory, stay in the first-level cache; then
 * it adds them to `to`.
 */
function emitJobOfLanes(module: Module): Job {
  const operands = {
    to: 'i32',
    from: 'i32',
    grad: 'i32',
    positions: 'i32',
    groups: 'i32',
    outs: 'i32',
    slices: 'i32',
  } as const
  return emitJob(module, 'weightGradientLanes', { ...operands, ...windowArguments }, (p, chunk, scratch, local) => {
    const v = locals(local, {
      tap: 'i32',
      plane: 'i32',
      row: 'i32',
      column: 'i32',
      slice: 'i32',
      lane: 'i32',
      lanes: 'i32',
      done: 'i32',
      position: 'i32',
      last: 'i32',
      z: 'i32',
      y: 'i32',
      x: 'i32',
      o: 'i32',
      c: 'i32',
      ins: 'i32',
      from: 'i32',
      grad: 'i32',
      to: 'i32',
      sums: 'i32',
    })
    const start = windowStart(p, local)
    const rowOfPixels = i32.add(i32.mul(i32.add(i32.mul(start.volume, p.depth), v.z), p.height), v.y)
    const pixel = i32.add(i32.mul(rowOfPixels, p.width), v.x)
    const inside = i32.and(i32.and(i32.ltU(v.z, p.depth), i32.ltU(v.y, p.height)), i32.ltU(v.x, p.width))
    const laneOf = (row: I32): I32 => i32.add(i32.mul(row, p.groups), v.lane)
    const next = (pointer: typeof v.to): Statement => set(pointer, elementAt(pointer, p.groups))
    const nextSums = increase(v.sums, 4 * LANES)
    const firstRow = i32.mul(i32.mul(v.tap, v.ins), p.outs)
    const addProducts = eachBlock(v.done, v.lanes, (floats, vectors) => {
      const inputs = Array.from({ length: vectors }, () => local(floats.type))
      return [
        set(v.lane, i32.add(v.slice, v.done)),
        set(v.from, elementAt(p.from, laneOf(i32.mul(pixel, v.ins)))),
        set(v.sums, elementAt(scratch, v.done)),
        count(
          v.c,
          0,
          v.ins,
          1,
          ...inputs.map((input, j) => set(input, floats.load(v.from, 16 * j))),
          set(v.grad, elementAt(p.grad, laneOf(i32.mul(v.position, p.outs)))),
          count(
            v.o,
            0,
            p.outs,
            1,
            ...inputs.map((input, j) => {
              const product = floats.mul(input, floats.load(v.grad, 16 * j))
              return floats.store(v.sums, floats.add(floats.load(v.sums, 16 * j), product), 16 * j)
            }),
            next(v.grad),
            nextSums,
          ),
          next(v.from),
        ),
      ]
    })
    /** Adds the sums of a chunk of positions to the output. */
    const joinSums = count(
      v.o,
      0,
      i32.mul(v.ins, p.outs),
      1,
      set(v.to, elementAt(p.to, i32.add(i32.mul(i32.add(firstRow, v.o), p.groups), v.slice))),
      set(v.sums, elementAt(scratch, i32.mul(v.o, i32.const(LANES)))),
      ...addFloats(v.done, v.lanes, v.to, v.sums),
    )
    const sumsEnd = i32.add(scratch, i32.mul(i32.mul(v.ins, p.outs), i32.const(4 * LANES)))
    return [
      set(v.ins, i32.divU(p.channels, p.groups)),
      set(v.tap, i32.divU(chunk, p.slices)),
      set(v.slice, i32.mul(i32.sub(chunk, i32.mul(v.tap, p.slices)), i32.const(LANES))),
      set(v.lanes, minU(i32.sub(p.groups, v.slice), i32.const(LANES))),
      set(v.column, i32.remU(v.tap, p.sizeColumns)),
      set(v.row, i32.divU(v.tap, p.sizeColumns)),
      set(v.plane, i32.divU(v.row, p.sizeRows)),
      set(v.row, i32.remU(v.row, p.sizeRows)),
      ...start.find(i32.const(0)),
      loopWhile(
        i32.ltU(v.position, p.positions),
        count(v.sums, scratch, sumsEnd, 16, stores.v128(v.sums, v128.const(0, 0, 0, 0))),
        set(v.last, minU(i32.add(v.position, i32.const(SUM_CHUNK)), p.positions)),
        count(
          v.position,
          v.position,
          v.last,
          1,
          set(v.z, i32.add(start.z, i32.mul(v.plane, p.dilationPlanes))),
          set(v.y, i32.add(start.y, i32.mul(v.row, p.dilationRows))),
          set(v.x, i32.add(start.x, i32.mul(v.column, p.dilationColumns))),
          when(inside, addProducts),
          start.next(),
        ),
        joinSums,
      ),
    ]
  })
}

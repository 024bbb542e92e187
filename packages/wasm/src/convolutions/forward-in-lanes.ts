import type { View, Window } from '@thinned/tensor'
import { count, locals, set, when } from '../emit/control.ts'
import type { Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import type { Job } from '../threads/job.ts'
import { eachBlock } from '../windows/floats.ts'
import { elementAt, emitWindowJob, launchWindows } from '../windows/window-job.ts'
import { emitWithGroupsInLanes } from './group-lanes.ts'

/** `conv` with groups as lanes, without dropout. */
export type ConvolveLanes = (
  runtime: Runtime,
  out: View,
  x: View,
  weight: View,
  bias: View | undefined,
  window: Window,
  groups: number,
  relu: boolean,
) => void

export function emitConvolveLanes(module: Module): ConvolveLanes {
  const job = emitJobOfLanes(module)
  const withLanes = emitWithGroupsInLanes(module)
  return (runtime, out, x, weight, bias, window, groups, relu) =>
    withLanes(runtime, groups, out, bias ? [x, weight, bias] : [x, weight], (...views) => {
      const [to, from, weights, biases = 0] = views.map(addressOf)
      const values = [to!, from!, weights!, biases, Number(relu), out.shape[4]! / groups]
      launchWindows(runtime, job, x.shape, out.shape, window, values, groups)
    })
}

/**
 * Emits the job of `conv` with groups as lanes: `from` [pixels, ins, groups], `weight` [taps, ins, outs, groups], `bias` (an address, or 0)
 * [outs, groups], `to` [positions, outs, groups]. Each lane folds over the taps and input channels of its group.
 */
function emitJobOfLanes(module: Module): Job {
  const parameters = { to: 'i32', from: 'i32', weight: 'i32', bias: 'i32', relu: 'i32', outs: 'i32' } as const
  return emitWindowJob(module, 'convolveLanes', parameters, (step) => {
    const { p, position, channel, channels, tap, element, eachTap, local } = step
    const v = locals(local, {
      from: 'i32',
      weight: 'i32',
      bias: 'i32',
      to: 'i32',
      lane: 'i32',
      done: 'i32',
      o: 'i32',
      c: 'i32',
      ins: 'i32',
    })
    const laneOf = (row: typeof v.o | ReturnType<typeof i32.add>) => i32.add(i32.mul(row, p.channelCount), v.lane)
    const firstWeight = i32.mul(i32.mul(tap, v.ins), p.outs)
    return [
      set(v.ins, i32.divU(p.channels, p.channelCount)),
      ...eachBlock(v.done, channels, (floats, vectors) => {
        const sums = Array.from({ length: vectors }, () => local(floats.type))
        return [
          set(v.lane, i32.add(channel, v.done)),
          count(
            v.o,
            0,
            p.outs,
            1,
            ...sums.map((sum) => set(sum, floats.const(0))),
            eachTap(
              set(v.from, elementAt(p.from, i32.add(element, v.done))),
              set(v.weight, elementAt(p.weight, laneOf(i32.add(firstWeight, v.o)))),
              count(
                v.c,
                0,
                v.ins,
                1,
                ...sums.map((sum, j) => {
                  const product = floats.mul(floats.load(v.from, 16 * j), floats.load(v.weight, 16 * j))
                  return set(sum, floats.add(sum, product))
                }),
                set(v.from, elementAt(v.from, p.channelCount)),
                set(v.weight, elementAt(v.weight, i32.mul(p.outs, p.channelCount))),
              ),
            ),
            when(p.bias, [
              set(v.bias, elementAt(p.bias, laneOf(v.o))),
              ...sums.map((sum, j) => set(sum, floats.add(sum, floats.load(v.bias, 16 * j)))),
            ]),
            when(
              p.relu,
              sums.map((sum) => set(sum, floats.relu(sum))),
            ),
            set(v.to, elementAt(p.to, laneOf(i32.add(i32.mul(position, p.outs), v.o)))),
            ...sums.map((sum, j) => floats.store(v.to, sum, 16 * j)),
          ),
        ]
      }),
    ]
  })
}

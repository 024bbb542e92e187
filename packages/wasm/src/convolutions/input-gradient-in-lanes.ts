import { sizeOf, type View, type Window } from '@thinned/tensor'
import { count, locals, set } from '../emit/control.ts'
import type { Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import type { Job } from '../threads/job.ts'
import { eachBlock } from '../windows/floats.ts'
import { elementAt, emitWindowJob, launchWindows } from '../windows/window-job.ts'
import { emitWithGroupsInLanes } from './group-lanes.ts'

/** `convInputGradient` with groups as lanes. */
export type InputGradientLanes = (
  runtime: Runtime,
  out: View,
  grad: View,
  weight: View,
  window: Window,
  groups: number,
) => void

export function emitInputGradientLanes(module: Module): InputGradientLanes {
  const job = emitJobOfLanes(module)
  const withLanes = emitWithGroupsInLanes(module)
  return (runtime, out, grad, weight, window, groups) =>
    withLanes(runtime, groups, out, [grad, weight], (...views) => {
      runtime.zero(addressOf(views[0]!), 4 * sizeOf(out.shape))
      const values = [...views.map(addressOf), grad.shape[4]! / groups]
      launchWindows(runtime, job, out.shape, grad.shape, window, values, groups)
    })
}

/**
 * Emits the job of `convInputGradient` with groups as lanes: `grad` [positions, outs, groups], `weight` [taps, ins, outs, groups], `to`
 * [pixels, ins, groups], which is 0 at first. For rising positions it adds the fold over a group's outputs to each pixel.
 */
function emitJobOfLanes(module: Module): Job {
  const parameters = { to: 'i32', grad: 'i32', weight: 'i32', outs: 'i32' } as const
  return emitWindowJob(module, 'inputGradientLanes', parameters, (step) => {
    const { p, position, channel, channels, tap, element, eachTap, local } = step
    const v = locals(local, {
      grad: 'i32',
      weight: 'i32',
      to: 'i32',
      lane: 'i32',
      done: 'i32',
      o: 'i32',
      c: 'i32',
      ins: 'i32',
    })
    const laneOf = (row: ReturnType<typeof i32.add>) => i32.add(i32.mul(row, p.channelCount), v.lane)
    return [
      set(v.ins, i32.divU(p.channels, p.channelCount)),
      ...eachBlock(v.done, channels, (floats, vectors) => {
        const sums = Array.from({ length: vectors }, () => local(floats.type))
        return [
          set(v.lane, i32.add(channel, v.done)),
          eachTap(
            set(v.to, elementAt(p.to, i32.add(element, v.done))),
            set(v.weight, elementAt(p.weight, laneOf(i32.mul(i32.mul(tap, v.ins), p.outs)))),
            count(
              v.c,
              0,
              v.ins,
              1,
              ...sums.map((sum) => set(sum, floats.const(0))),
              set(v.grad, elementAt(p.grad, laneOf(i32.mul(position, p.outs)))),
              count(
                v.o,
                0,
                p.outs,
                1,
                ...sums.map((sum, j) => {
                  const product = floats.mul(floats.load(v.grad, 16 * j), floats.load(v.weight, 16 * j))
                  return set(sum, floats.add(sum, product))
                }),
                set(v.grad, elementAt(v.grad, p.channelCount)),
                set(v.weight, elementAt(v.weight, p.channelCount)),
              ),
              ...sums.map((sum, j) => floats.store(v.to, floats.add(floats.load(v.to, 16 * j), sum), 16 * j)),
              set(v.to, elementAt(v.to, p.channelCount)),
            ),
          ),
        ]
      }),
    ]
  })
}

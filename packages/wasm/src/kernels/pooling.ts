import { SUM_CHUNK, sizeOf, type View, type Window } from '@thinned/tensor'
import type { Expression, I32, Statement, V128 } from '../emit/code.ts'
import { increase, type Local, locals, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf } from '../storage.ts'
import { emitWithReadable } from '../strided/readable.ts'
import type { Job } from '../threads/job.ts'
import { eachBlock, type Floats } from '../windows/floats.ts'
import { tapsOf, type WindowLocals } from '../windows/window-arguments.ts'
import { elementAt, emitWindowJob, launchWindows, type WindowStep } from '../windows/window-job.ts'

/** out = the largest element in each window; NaN if one is NaN, +0 rather than −0. */
export const maxPool: EmitKernel<'maxPool'> = (module) => {
  const job = emitWindowFold(module, 'maxPool', {
    begin: Number.NEGATIVE_INFINITY,
    next: (floats, largest, x) => floats.max(largest, x),
  })
  const runPool = emitPool(module, job)
  return (runtime, out, x, window) => runPool(runtime, x, out, window, [out, x])
}

/** out = the mean of each window: the fold from +0 over each SUM_CHUNK of its elements, added in order, then divided by their number. */
export const averagePool: EmitKernel<'averagePool'> = (module) => {
  const mean: WindowFold = {
    begin: 0,
    next: (floats, sum, x) => floats.add(sum, x),
    end: (floats, sum, p) => floats.div(sum, floats.splat(f32.convertI32S(tapsOf(p)))),
  }
  const runPool = emitPool(module, emitWindowFold(module, 'averagePool', mean))
  const runPoolInChunks = emitPool(module, emitWindowFold(module, 'averagePoolInChunks', { ...mean, inChunks: true }))
  return (runtime, out, x, window) => {
    const run = sizeOf(window.size) > SUM_CHUNK ? runPoolInChunks : runPool
    run(runtime, x, out, window, [out, x])
  }
}

/** out = 0, then for rising positions grad ÷ number of elements is added to each element of the window. */
export const averagePoolGradient: EmitKernel<'averagePoolGradient'> = (module) => {
  const job = emitWindowJob(module, 'averagePoolGradient', { to: 'i32', grad: 'i32' }, (step) => {
    const { p, position, channel, channels, element, eachTap, local } = step
    const v = locals(local, { from: 'i32', to: 'i32', done: 'i32' })
    const taps = f32.convertI32S(tapsOf(p))
    return eachBlock(v.done, channels, (floats, vectors) => {
      const shares = Array.from({ length: vectors }, () => local(floats.type))
      return [
        set(v.from, elementAt(p.grad, i32.add(i32.add(i32.mul(position, p.channels), channel), v.done))),
        ...shares.map((share, j) => set(share, floats.div(floats.load(v.from, 16 * j), floats.splat(taps)))),
        eachTap(
          set(v.to, elementAt(p.to, i32.add(element, v.done))),
          ...shares.map((share, j) => floats.store(v.to, floats.add(floats.load(v.to, 16 * j), share), 16 * j)),
        ),
      ]
    })
  })
  const runPool = emitPool(module, job)
  return (runtime, out, grad, window) => {
    runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
    runPool(runtime, out, grad, window, [out, grad])
  }
}

/** out = 0, then for rising positions the gradient of each window is added to its largest element: the first NaN, else the first. */
export const maxPoolGradient: EmitKernel<'maxPoolGradient'> = (module) => {
  const job = emitWindowJob(module, 'maxPoolGradient', { to: 'i32', grad: 'i32', x: 'i32' }, (step) => {
    const { p, position, channel, channels, local } = step
    const v = locals(local, { done: 'i32', from: 'i32', grad: 'i32', to: 'i32' })
    const output = i32.add(i32.add(i32.mul(position, p.channels), channel), v.done)
    const gradient = [set(v.grad, elementAt(p.grad, output))]
    const blocks = (size: number, body: readonly Statement[]): Statement =>
      loopWhile(i32.leU(i32.add(v.done, i32.const(size)), channels), ...body, increase(v.done, size))
    return [
      set(v.done, i32.const(0)),
      blocks(4 * WIDE_BLOCK, searchVectors(step, v, gradient, WIDE_BLOCK)),
      blocks(4, searchVectors(step, v, gradient, 1)),
      blocks(1, searchOne(step, v, gradient)),
    ]
  })
  const runPool = emitPool(module, job)
  return (runtime, out, grad, x, window) => {
    runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
    runPool(runtime, out, grad, window, [out, grad, x])
  }
}

/** Runs a window job over all positions of some volumes. `volumes` and `outputs` give the shapes; the job gets the operands' addresses. */
type RunPool = (runtime: Runtime, volumes: View, outputs: View, window: Window, operands: readonly View[]) => void

function emitPool(module: Module, job: Job): RunPool {
  const withReadable = emitWithReadable(module)
  return (runtime, volumes, outputs, window, operands) =>
    withReadable(runtime, operands, (...dense) =>
      launchWindows(runtime, job, volumes.shape, outputs.shape, window, dense.map(addressOf)),
    )
}

/** A fold over the taps of a window, channel by channel. */
interface WindowFold {
  readonly begin: number
  next<T extends 'v128' | 'f32'>(floats: Floats<T>, accumulator: Expression<T>, x: Expression<T>): Expression<T>
  /** The result from the accumulator. Default: the accumulator. */
  end?<T extends 'v128' | 'f32'>(floats: Floats<T>, accumulator: Expression<T>, p: WindowLocals): Expression<T>
  /** Whether each SUM_CHUNK taps are folded for themselves, and their results added in order. Default: one fold. */
  readonly inChunks?: boolean
}

/** Emits the job that folds each window of the volumes at `from` into an element of `to`, with the same channels. */
function emitWindowFold(module: Module, name: string, fold: WindowFold): Job {
  return emitWindowJob(module, name, { to: 'i32', from: 'i32' }, (step) => {
    const { p, position, channel, channels, element, eachTap, local, tap } = step
    const v = locals(local, { from: 'i32', to: 'i32', done: 'i32' })
    return eachBlock(v.done, channels, (floats, vectors) => {
      const accumulators = Array.from({ length: vectors }, () => local(floats.type))
      const totals = fold.inChunks ? accumulators.map(() => local(floats.type)) : []
      const begin = accumulators.map((value) => set(value, floats.const(fold.begin)))
      const join = totals.map((total, j) => set(total, floats.add(total, accumulators[j]!)))
      const results = fold.inChunks ? totals : accumulators
      const isNewChunk = i32.eqz(i32.and(tap, i32.const(SUM_CHUNK - 1)))
      return [
        ...totals.map((total) => set(total, floats.const(0))),
        ...begin,
        eachTap(
          ...(fold.inChunks ? [when(isNewChunk, [...join, ...begin])] : []),
          set(v.from, elementAt(p.from, i32.add(element, v.done))),
          ...accumulators.map((value, j) => set(value, fold.next(floats, value, floats.load(v.from, 16 * j)))),
        ),
        ...join,
        set(v.to, elementAt(p.to, i32.add(i32.add(i32.mul(position, p.channels), channel), v.done))),
        ...results.map((value, j) => floats.store(v.to, fold.end?.(floats, value, p) ?? value, 16 * j)),
      ]
    })
  })
}

/** Vectors of four channels in a wide block of the search. */
const WIDE_BLOCK = 4

type PoolStep = WindowStep<{ readonly to: 'i32'; readonly grad: 'i32'; readonly x: 'i32' }>
type Pointers = { readonly [N in 'done' | 'from' | 'grad' | 'to']: Local<'i32'> }

/** Adds the gradient of the channel at `offset` (bytes) to an element. */
function addGradient({ p }: PoolStep, v: Pointers, index: I32, offset: number): Statement[] {
  return [
    set(v.to, elementAt(p.to, index)),
    stores.f32(v.to, f32.add(loads.f32(v.to, offset), loads.f32(v.grad, offset)), offset),
  ]
}

/** Finds the largest element of a window in each lane of some vectors of channels, and adds the gradients to these elements. */
function searchVectors(step: PoolStep, v: Pointers, gradient: readonly Statement[], vectors: number): Statement[] {
  const { element, eachTap, firstElement, local, p } = step
  const [value, larger] = [local('v128'), local('v128')]
  const candidates = Array.from({ length: vectors }, () => ({ best: local('v128'), index: local('v128') }))
  const exceeds = (best: V128): V128 =>
    v128.or(f32x4.gt(value, best), v128.and(f32x4.ne(value, value), f32x4.eq(best, best)))
  return [
    ...candidates.flatMap(({ best, index }) => [
      set(best, f32x4.const(Number.NEGATIVE_INFINITY)),
      set(index, i32x4.splat(i32.add(firstElement, v.done))),
    ]),
    eachTap(
      set(v.from, elementAt(p.x, i32.add(element, v.done))),
      ...candidates.flatMap(({ best, index }, j) => [
        set(value, loads.v128(v.from, 16 * j)),
        set(larger, exceeds(best)),
        set(best, v128.select(value, best, larger)),
        set(index, v128.select(i32x4.splat(i32.add(element, v.done)), index, larger)),
      ]),
    ),
    ...gradient,
    ...candidates.flatMap(({ index }, j) =>
      [0, 1, 2, 3].flatMap((lane) => addGradient(step, v, i32x4.lane(index, lane), 16 * j + 4 * lane)),
    ),
  ]
}

/** `searchVectors` for one channel. */
function searchOne(step: PoolStep, v: Pointers, gradient: readonly Statement[]): Statement[] {
  const { element, eachTap, firstElement, local, p } = step
  const [value, best, index] = [local('f32'), local('f32'), local('i32')]
  const unordered = (x: typeof value): I32 => f32.ne(x, x)
  const exceeds = i32.or(f32.gt(value, best), i32.and(unordered(value), i32.eqz(unordered(best))))
  return [
    set(best, f32.const(Number.NEGATIVE_INFINITY)),
    set(index, i32.add(firstElement, v.done)),
    eachTap(
      set(v.from, elementAt(p.x, i32.add(element, v.done))),
      set(value, loads.f32(v.from)),
      when(exceeds, [set(best, value), set(index, i32.add(element, v.done))]),
    ),
    ...gradient,
    ...addGradient(step, v, index, 0),
  ]
}

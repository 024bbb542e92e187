import { sizeOf } from '@thinned/tensor'
import type { I32, Statement, V128 } from '../emit/code.ts'
import { increase, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Local, locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'
import { addressOf } from '../storage.ts'
import { emitPool } from '../windows/pool.ts'
import { type AtPosition, elementAt, emitWindowJob } from '../windows/window-job.ts'

/** Vectors of four channels that are searched side by side. */
const ABREAST = 4

type At = AtPosition<{ readonly to: 'i32'; readonly grad: 'i32'; readonly x: 'i32' }>
type Pointers = { readonly [N in 'done' | 'from' | 'grad' | 'to']: Local<'i32'> }

/** Adds the gradient of the channel at `offset` (bytes) to the element at `place`. */
function give({ p }: At, v: Pointers, place: I32, offset: number): Statement[] {
  return [
    set(v.to, elementAt(p.to, place)),
    stores.f32(v.to, f32.add(loads.f32(v.to, offset), loads.f32(v.grad, offset)), offset),
  ]
}

/** Finds the places of the largest elements of some vectors of channels, and gives them their gradients. */
function searchVectors(at: At, v: Pointers, gradient: readonly Statement[], abreast: number): Statement[] {
  const { element, eachTap, firstElement, local, p } = at
  const [value, larger] = [local('v128'), local('v128')]
  const found = Array.from({ length: abreast }, () => ({ best: local('v128'), place: local('v128') }))
  const exceeds = (best: V128): V128 =>
    v128.or(f32x4.gt(value, best), v128.and(f32x4.ne(value, value), f32x4.eq(best, best)))
  return [
    ...found.flatMap(({ best, place }) => [
      set(best, f32x4.const(Number.NEGATIVE_INFINITY)),
      set(place, i32x4.splat(i32.add(firstElement, v.done))),
    ]),
    eachTap(
      set(v.from, elementAt(p.x, i32.add(element, v.done))),
      ...found.flatMap(({ best, place }, j) => [
        set(value, loads.v128(v.from, 16 * j)),
        set(larger, exceeds(best)),
        set(best, v128.select(value, best, larger)),
        set(place, v128.select(i32x4.splat(i32.add(element, v.done)), place, larger)),
      ]),
    ),
    ...gradient,
    ...found.flatMap(({ place }, j) =>
      [0, 1, 2, 3].flatMap((lane) => give(at, v, i32x4.lane(place, lane), 16 * j + 4 * lane)),
    ),
  ]
}

/** The same for one channel. */
function searchOne(at: At, v: Pointers, gradient: readonly Statement[]): Statement[] {
  const { element, eachTap, firstElement, local, p } = at
  const [value, best, place] = [local('f32'), local('f32'), local('i32')]
  const unordered = (x: typeof value): I32 => f32.ne(x, x)
  const exceeds = i32.or(f32.gt(value, best), i32.and(unordered(value), i32.eqz(unordered(best))))
  return [
    set(best, f32.const(Number.NEGATIVE_INFINITY)),
    set(place, i32.add(firstElement, v.done)),
    eachTap(
      set(v.from, elementAt(p.x, i32.add(element, v.done))),
      set(value, loads.f32(v.from)),
      when(exceeds, [set(best, value), set(place, i32.add(element, v.done))]),
    ),
    ...gradient,
    ...give(at, v, place, 0),
  ]
}

/** out = 0, then for rising positions the gradient of each window is added to its largest element: the first NaN, else the first. */
export const maxPoolGradient: EmitKernel<'maxPoolGradient'> = (module) => {
  const job = emitWindowJob(module, 'maxPoolGradient', { to: 'i32', grad: 'i32', x: 'i32' }, (at) => {
    const { p, position, channel, channels, local } = at
    const v = locals(local, { done: 'i32', from: 'i32', grad: 'i32', to: 'i32' })
    const own = i32.add(i32.add(i32.mul(position, p.channels), channel), v.done)
    const gradient = [set(v.grad, elementAt(p.grad, own))]
    const blocks = (size: number, body: readonly Statement[]): Statement =>
      loopWhile(i32.leU(i32.add(v.done, i32.const(size)), channels), ...body, increase(v.done, size))
    return [
      set(v.done, i32.const(0)),
      blocks(4 * ABREAST, searchVectors(at, v, gradient, ABREAST)),
      blocks(4, searchVectors(at, v, gradient, 1)),
      blocks(1, searchOne(at, v, gradient)),
    ]
  })
  const bind = emitPool(module, job)
  return (runtime) => {
    const run = bind(runtime)
    return (out, grad, x, window) => {
      runtime.zero(addressOf(out), 4 * sizeOf(out.shape))
      run(out, grad, window, [out, grad, x])
    }
  }
}

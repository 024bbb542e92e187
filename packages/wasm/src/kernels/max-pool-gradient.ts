import { sizeOf } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import type { I32, Statement, V128 } from '../emit/code.ts'
import { increase, loopWhile, set, when } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Local, locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4, i32x4, v128 } from '../emit/vector.ts'
import { addressOf } from '../storage.ts'
import { emitPool } from '../windows/pool.ts'
import { elementAt, emitWindowJob } from '../windows/window-job.ts'

/** Vectors of four channels that are searched side by side. */
const ABREAST = 4

/** out = 0, then for rising positions the gradient of each window is added to its largest element: the first NaN, else the first. */
export const maxPoolGradient: Definition<'maxPoolGradient'> = (module) => {
  const job = emitWindowJob(module, 'maxPoolGradient', { to: 'i32', grad: 'i32', x: 'i32' }, (at) => {
    const { p, position, channel, channels, firstElement, element, eachTap, local } = at
    const v = locals(local, {
      done: 'i32',
      from: 'i32',
      grad: 'i32',
      to: 'i32',
      place: 'i32',
      value: 'f32',
      best: 'f32',
    })
    const value = local('v128')
    const [bests, places] = [0, 1].map(() => Array.from({ length: ABREAST }, () => local('v128'))) as [
      Local<'v128'>[],
      Local<'v128'>[],
    ]
    const larger = local('v128')
    /** Adds the gradient of the channel at `offset` to the element at `place`. */
    const give = (place: I32, offset: number): Statement[] => [
      set(v.to, elementAt(p.to, place)),
      stores.f32(v.to, f32.add(loads.f32(v.to, offset), loads.f32(v.grad, offset)), offset),
    ]
    const gradient = set(v.grad, elementAt(p.grad, i32.add(i32.add(i32.mul(position, p.channels), channel), v.done)))
    const from = set(v.from, elementAt(p.x, i32.add(element, v.done)))
    const exceeds = (best: V128): V128 =>
      v128.or(f32x4.gt(value, best), v128.and(f32x4.ne(value, value), f32x4.eq(best, best)))
    const search = (abreast: number): Statement[] => [
      ...bests
        .slice(0, abreast)
        .flatMap((best, j) => [
          set(best, f32x4.const(Number.NEGATIVE_INFINITY)),
          set(places[j]!, i32x4.splat(i32.add(firstElement, v.done))),
        ]),
      eachTap(
        from,
        ...bests
          .slice(0, abreast)
          .flatMap((best, j) => [
            set(value, loads.v128(v.from, 16 * j)),
            set(larger, exceeds(best)),
            set(best, v128.select(value, best, larger)),
            set(places[j]!, v128.select(i32x4.splat(i32.add(element, v.done)), places[j]!, larger)),
          ]),
      ),
      gradient,
      ...places
        .slice(0, abreast)
        .flatMap((found, j) => [0, 1, 2, 3].flatMap((lane) => give(i32x4.lane(found, lane), 16 * j + 4 * lane))),
    ]
    const unordered = (value: typeof v.value) => f32.ne(value, value)
    const exceedsOne = i32.or(f32.gt(v.value, v.best), i32.and(unordered(v.value), i32.eqz(unordered(v.best))))
    const searchOne: Statement[] = [
      set(v.best, f32.const(Number.NEGATIVE_INFINITY)),
      set(v.place, i32.add(firstElement, v.done)),
      eachTap(
        from,
        set(v.value, loads.f32(v.from)),
        when(exceedsOne, [set(v.best, v.value), set(v.place, i32.add(element, v.done))]),
      ),
      gradient,
      ...give(v.place, 0),
    ]
    const blocks = (size: number, body: Statement[]): Statement =>
      loopWhile(i32.leU(i32.add(v.done, i32.const(size)), channels), ...body, increase(v.done, size))
    return [set(v.done, i32.const(0)), blocks(4 * ABREAST, search(ABREAST)), blocks(4, search(1)), blocks(1, searchOne)]
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

import { denseView, isContiguous, sizeOf } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import type { V128 } from '../emit/code.ts'
import { increase, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { f32, i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { smaller } from '../random/thin-part.ts'
import { addressOf } from '../storage.ts'
import { emitCopyView } from '../strided/copy.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { emitJob } from '../threads/job.ts'

const CHUNK = 16384
/** Vectors in one turn of the loop, in pairs that an engine can join. */
const TURN = 4

/** out = scaleA · a + scaleB · b, each product and the sum rounded; out may be a or b. */
export const scaledSum: Definition<'scaledSum'> = (module) => {
  const bindReadable = emitWithReadable(module)
  const bindCopy = emitCopyView(module)
  const parameters = { to: 'i32', a: 'i32', b: 'i32', n: 'i32', scaleA: 'f32', scaleB: 'f32' } as const
  const job = emitJob(module, 'scaledSum', parameters, (p, chunk, _, local) => {
    const { at, end, to, a, b } = locals(local, { at: 'i32', end: 'i32', to: 'i32', a: 'i32', b: 'i32' })
    const { scaleA, scaleB } = locals(local, { scaleA: 'v128', scaleB: 'v128' })
    const sums = Array.from({ length: TURN }, () => local('v128'))
    const scaled = (x: V128, y: V128): V128 => f32x4.add(f32x4.mul(scaleA, x), f32x4.mul(scaleB, y))
    const next = (elements: number) => [to, a, b].map((pointer) => increase(pointer, 4 * elements))
    const begin = (pointer: typeof at, base: typeof at) => set(pointer, i32.add(base, i32.shl(at, i32.const(2))))
    return [
      set(at, i32.mul(chunk, i32.const(CHUNK))),
      set(end, smaller(i32.add(at, i32.const(CHUNK)), p.n)),
      begin(to, p.to),
      begin(a, p.a),
      begin(b, p.b),
      set(scaleA, f32x4.splat(p.scaleA)),
      set(scaleB, f32x4.splat(p.scaleB)),
      loopWhile(
        i32.leU(i32.add(at, i32.const(4 * TURN)), end),
        ...sums.map((sum, j) => set(sum, scaled(loads.v128(a, 16 * j), loads.v128(b, 16 * j)))),
        ...sums.map((sum, j) => stores.v128(to, sum, 16 * j)),
        ...next(4 * TURN),
        increase(at, 4 * TURN),
      ),
      loopWhile(
        i32.ltU(at, end),
        stores.f32(to, f32.add(f32.mul(p.scaleA, loads.f32(a)), f32.mul(p.scaleB, loads.f32(b)))),
        ...next(1),
        increase(at, 1),
      ),
    ]
  })
  return (runtime) => {
    const withReadable = bindReadable(runtime)
    const copyView = bindCopy(runtime)
    return (out, a, b, scaleA, scaleB) => {
      const n = sizeOf(out.shape)
      withReadable([a, b], (left, right) => {
        const write = (address: number) =>
          runtime.launch(job, Math.ceil(n / CHUNK), address, addressOf(left!), addressOf(right!), n, scaleA, scaleB)
        if (isContiguous(out)) write(addressOf(out))
        else
          runtime.withScratch(4 * n, (address) => {
            write(address)
            copyView(out, denseView({ dtype: out.dtype, length: n, address } as never, out.shape))
          })
      })
    }
  }
}

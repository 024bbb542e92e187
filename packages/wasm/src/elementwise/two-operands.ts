import { denseView, isContiguous, sizeOf, type View } from '@thinned/tensor'
import type { V128 } from '../emit/code.ts'
import { increase, loopWhile, set } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import { type Local, locals, type Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { smaller } from '../random/thin-part.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { addressOf, type WasmStorage } from '../storage.ts'
import { emitCopyView } from '../strided/copy.ts'
import { emitWithReadable } from '../strided/dense.ts'
import { emitJob } from '../threads/job.ts'

const CHUNK = 16384
/** Vectors in one turn of the loop, in pairs that an engine can join. */
const TURN = 4

/** A kernel of two operands of the output's shape, and some numbers. `out` may be one of the operands. */
export type TwoOperands = (out: View, a: View, b: View, scalars: readonly number[]) => void

/** Writes an elementwise kernel of floats: `expression` of a vector of each operand, and of the scalars in all lanes. */
export function emitTwoOperands<const S extends string>(
  module: Module,
  name: string,
  scalars: readonly S[],
  expression: (a: V128, b: V128, scalars: Readonly<Record<S, Local<'v128'>>>) => V128,
): (runtime: Runtime) => TwoOperands {
  const bindReadable = emitWithReadable(module)
  const bindCopy = emitCopyView(module)
  const parameters = {
    to: 'i32',
    a: 'i32',
    b: 'i32',
    n: 'i32',
    ...(Object.fromEntries(scalars.map((scalar) => [scalar, 'f32'])) as Record<S, 'f32'>),
  } as const
  const job = emitJob(module, name, parameters, (p, chunk, _, local) => {
    const { at, end, to, a, b } = locals(local, { at: 'i32', end: 'i32', to: 'i32', a: 'i32', b: 'i32' })
    const inLanes = Object.fromEntries(scalars.map((scalar) => [scalar, local('v128')])) as Record<S, Local<'v128'>>
    const results = Array.from({ length: TURN }, () => local('v128'))
    const next = (elements: number) => [
      ...[to, a, b].map((pointer) => increase(pointer, 4 * elements)),
      increase(at, elements),
    ]
    const begin = (pointer: Local<'i32'>, base: Local<'i32'>) => set(pointer, i32.add(base, i32.shl(at, i32.const(2))))
    return [
      set(at, i32.mul(chunk, i32.const(CHUNK))),
      set(end, smaller(i32.add(at, i32.const(CHUNK)), p.n)),
      begin(to, p.to),
      begin(a, p.a),
      begin(b, p.b),
      ...scalars.map((scalar) => set(inLanes[scalar], f32x4.splat(p[scalar] as Local<'f32'>))),
      loopWhile(
        i32.leU(i32.add(at, i32.const(4 * TURN)), end),
        ...results.map((result, j) => set(result, expression(loads.v128(a, 16 * j), loads.v128(b, 16 * j), inLanes))),
        ...results.map((result, j) => stores.v128(to, result, 16 * j)),
        ...next(4 * TURN),
      ),
      loopWhile(
        i32.ltU(at, end),
        stores.lane32(to, expression(loads.zero32(a), loads.zero32(b), inLanes), 0),
        ...next(1),
      ),
    ]
  })
  return (runtime) => {
    const withReadable = bindReadable(runtime)
    const copyView = bindCopy(runtime)
    return (out, a, b, values) => {
      const n = sizeOf(out.shape)
      withReadable([a, b], (left, right) => {
        const write = (to: number) =>
          runtime.launch(job, Math.ceil(n / CHUNK), to, addressOf(left!), addressOf(right!), n, ...values)
        if (isContiguous(out)) write(addressOf(out))
        else
          runtime.withScratch(4 * n, (address) => {
            write(address)
            const storage: WasmStorage = { dtype: 'float32', length: n, address }
            copyView(out, denseView(storage, out.shape))
          })
      })
    }
  }
}

import { set } from '../emit/control.ts'
import { holding } from '../emit/hold.ts'
import { loads, stores } from '../emit/memory.ts'
import { locals } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { f32x4 } from '../emit/vector.ts'
import { exp } from '../functions/float32.ts'
import type { EmitKernel } from '../kernel.ts'
import { eachEight, storeEight } from '../softmax/eight-floats.ts'
import { emitLabelled } from '../softmax/label-job.ts'

const { sub, mul, splat } = f32x4

/** out [n, classes] (dense) = (probability − (1 where the class is the label, else 0)) · grad [n]. */
export const crossEntropyGradient: EmitKernel<'crossEntropyGradient'> = (module) => {
  const bind = emitLabelled(module, 'crossEntropyGradient', (at) => {
    const { to, row, from, classes, label, scratch, grad, gradStep, local } = at
    const v = locals(local, {
      out: 'i32',
      largest: 'v128',
      normalizer: 'v128',
      scale: 'v128',
      own: 'v128',
    })
    const [ownSteps, holdOwn] = holding(local)
    const probabilityOfOwn = exp(holdOwn(sub(sub(v.own, v.largest), v.normalizer)), holdOwn)
    return [
      set(v.largest, splat(at.largest)),
      set(v.normalizer, splat(at.normalizer)),
      set(v.scale, loads.splat32(i32.add(grad, i32.mul(row, gradStep)))),
      set(v.own, loads.splat32(i32.add(from, i32.shl(label, i32.const(2))))),
      set(v.out, i32.add(to, i32.shl(i32.mul(row, classes), i32.const(2)))),
      ...eachEight(from, classes, scratch, local, (vectors, floats) => {
        const [steps, hold] = holding(local)
        const results = vectors
          .map((x) => hold(exp(hold(sub(sub(x, v.largest), v.normalizer)), hold)))
          .map((probability) => hold(mul(probability, v.scale)))
        return [...steps, ...storeEight(v.out, results, floats, i32.add(scratch, i32.const(32)), local)]
      }),
      set(v.out, i32.add(to, i32.shl(i32.add(i32.mul(row, classes), label), i32.const(2)))),
      ...ownSteps,
      stores.lane32(v.out, mul(sub(probabilityOfOwn, f32x4.const(1)), v.scale), 0),
    ]
  })
  return (runtime) => bind(runtime)
}

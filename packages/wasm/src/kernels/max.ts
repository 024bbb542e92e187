import { choose, set } from '../emit/control.ts'
import { f32, i32 } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitFoldGroups } from '../reductions/fold-groups.ts'
import { emitReduce } from '../reductions/reduce.ts'

/** out = the largest element over the last `reduced` axes; NaN if one is NaN. */
export const max: EmitKernel<'max'> = (module) => {
  const bindFloats = emitFoldGroups(module, 'max', {
    element: 'f32',
    begin: (held) => set(held, f32.const(-Infinity)),
    next: (held, x) => [set(held, f32.max(held, x))],
    result: (held) => held,
  })
  const bindIntegers = emitFoldGroups(module, 'max_int32', {
    element: 'i32',
    begin: (held) => set(held, i32.const(-0x80000000)),
    next: (held, x) => [set(held, choose(i32.gtS(x, held), x, held))],
    result: (held) => held,
  })
  const bind = emitReduce(module)
  return (runtime) => {
    const [floats, integers] = [bindFloats(runtime), bindIntegers(runtime)]
    return bind(
      runtime,
      () => true,
      ({ dtype }) => (dtype === 'float32' ? floats : integers),
    )
  }
}

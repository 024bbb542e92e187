import { set } from '../emit/control.ts'
import { i32 } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitFloatSums } from '../reductions/float-sums.ts'
import { emitFoldGroups } from '../reductions/fold-groups.ts'
import { emitReduce } from '../reductions/reduce.ts'

/** out = the sum over the last `reduced` axes, in the fixed order of the reference; int32 wraps. The sum of nothing is 0. */
export const sum: EmitKernel<'sum'> = (module) => {
  const bindFloats = emitFloatSums(module)
  const bindIntegers = emitFoldGroups(module, 'sum_int32', {
    element: 'i32',
    begin: (held) => set(held, i32.const(0)),
    next: (held, x) => [set(held, i32.add(held, x))],
    result: (held) => held,
  })
  const bind = emitReduce(module)
  return (runtime) => {
    const [floats, integers] = [bindFloats(runtime), bindIntegers(runtime)]
    return bind(
      runtime,
      ({ groupStep, step }) => step === 1 || groupStep === 1,
      ({ dtype }) => (dtype === 'float32' ? floats : integers),
    )
  }
}

import type { I32 } from '../emit/code.ts'
import { set, when } from '../emit/control.ts'
import { f32, i32 } from '../emit/scalar.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitFoldGroups } from '../reductions/fold-groups.ts'
import { emitReduce } from '../reductions/reduce.ts'

/** out (int32) = the index of the largest element over the last `reduced` axes: the first among equals, the first NaN if there is one. */
export const argmax: EmitKernel<'argmax'> = (module) => {
  const bindFloats = emitFoldGroups(module, 'argmax', {
    element: 'f32',
    begin: (held) => set(held, f32.const(0)),
    next: (held, x, place, index) => {
      const isFirstNaN = i32.and(f32.ne(x, x), f32.eq(held, held))
      return take(i32.or(f32.gt(x, held), isFirstNaN), [set(held, x), set(index, place)], place)
    },
    result: (_, index) => index,
  })
  const bindIntegers = emitFoldGroups(module, 'argmax_int32', {
    element: 'i32',
    begin: (held) => set(held, i32.const(0)),
    next: (held, x, place, index) => take(i32.gtS(x, held), [set(held, x), set(index, place)], place),
    result: (_, index) => index,
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

/** Takes an element where it is the first, or beats what is held. */
function take(beats: I32, taken: Parameters<typeof when>[1], place: I32): ReturnType<typeof when>[] {
  return [when(i32.or(i32.eqz(place), beats), taken)]
}

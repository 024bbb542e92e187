import type { Definition } from '../definition.ts'
import { emitTwoOperands } from '../elementwise/two-operands.ts'
import { f32x4 } from '../emit/vector.ts'

/** out = scaleA · a + scaleB · b, each product and the sum rounded; out may be a or b. */
export const scaledSum: Definition<'scaledSum'> = (module) => {
  const bind = emitTwoOperands(module, 'scaledSum', ['scaleA', 'scaleB'], (a, b, { scaleA, scaleB }) =>
    f32x4.add(f32x4.mul(scaleA, a), f32x4.mul(scaleB, b)),
  )
  return (runtime) => {
    const apply = bind(runtime)
    return (out, a, b, scaleA, scaleB) => apply(out, a, b, [scaleA, scaleB])
  }
}

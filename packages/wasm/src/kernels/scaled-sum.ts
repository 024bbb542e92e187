import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import { f32x4 } from '../emit/vector.ts'
import type { EmitKernel } from '../kernel.ts'

const { add, mul } = f32x4

/** out = scaleA · a + scaleB · b, each product and the sum rounded; out may be a or b. */
export const scaledSum: EmitKernel<'scaledSum'> = (module) => {
  const bind = emitElementwise(module, 'scaledSum', 4, [4, 4, 4, 4], (_, [a, b, scaleA, scaleB]) =>
    a!.map((vector, at) => add(mul(scaleA![at]!, vector), mul(scaleB![at]!, b![at]!))),
  )
  return (runtime) => {
    const apply = bind(runtime)
    return (out, a, b, scaleA, scaleB) =>
      apply(out, [
        a,
        b,
        scalarView(runtime, 0, 'float32', scaleA, out.shape),
        scalarView(runtime, 1, 'float32', scaleB, out.shape),
      ])
  }
}

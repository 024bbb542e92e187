import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitCopyView } from '../strided/copy-view.ts'

/** out = x, of any strides and dtypes, converted as assignment to a typed array does. */
export const copy: EmitKernel<'copy'> = (module) => emitCopyView(module)

/** out = value in every element, converted as assignment to a typed array does. */
export const fill: EmitKernel<'fill'> = (module) => {
  const words = emitElementwise(module, 'fill', 4, [4], (_, [x]) => x!)
  const bytes = emitElementwise(module, 'fill_uint8', 1, [1], (_, [x]) => x!)
  return (runtime, out, value) =>
    (out.dtype === 'uint8' ? bytes : words)(runtime, out, [scalarView(runtime, 0, out.dtype, value, out.shape)])
}

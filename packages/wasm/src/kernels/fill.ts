import { emitElementwise, scalarView } from '../elementwise/elementwise.ts'
import type { EmitKernel } from '../kernel.ts'

/** Every element of out becomes `value`, converted as assignment to its typed array does. */
export const fill: EmitKernel<'fill'> = (module) => {
  const bindWords = emitElementwise(module, 'fill', 4, [4], (_, [x]) => x!)
  const bindBytes = emitElementwise(module, 'fill_uint8', 1, [1], (_, [x]) => x!)
  return (runtime) => {
    const [words, bytes] = [bindWords(runtime), bindBytes(runtime)]
    return (out, value) =>
      (out.dtype === 'uint8' ? bytes : words)(out, [scalarView(runtime, 0, out.dtype, value, out.shape)])
  }
}

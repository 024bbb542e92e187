import { bytesPerElement } from '@thinned/tensor'
import type { Definition } from '../definition.ts'
import { emitElementwise } from '../elementwise/elementwise.ts'
import type { WasmStorage } from '../storage.ts'

/** Every element of out becomes `value`, converted as assignment to its typed array does. */
export const fill: Definition<'fill'> = (module) => {
  const bindWords = emitElementwise(module, 'fill', 4, [4], (_, [x]) => x!)
  const bindBytes = emitElementwise(module, 'fill_uint8', 1, [1], (_, [x]) => x!)
  return (runtime) => {
    const [words, bytes] = [bindWords(runtime), bindBytes(runtime)]
    return (out, value) => {
      const { dtype, shape } = out
      const apply = dtype === 'uint8' ? bytes : words
      runtime.withScratch(bytesPerElement(dtype), (address) => {
        if (dtype === 'float32') runtime.f32[address >> 2] = value
        else if (dtype === 'int32') runtime.i32[address >> 2] = value
        else runtime.u8[address] = value
        const storage: WasmStorage = { dtype, length: 1, address }
        apply(out, [{ storage, dtype, shape, strides: shape.map(() => 0), offset: 0 }])
      })
    }
  }
}

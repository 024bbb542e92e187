import type { DType, Shape, View } from '@thinned/tensor'
import { SCALARS } from '../layout.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { WasmStorage } from '../storage.ts'

/** A number as an operand of a shape: number `at` (0 … 11) of a call, converted as assignment to its typed array does. */
export function scalarView(runtime: Runtime, at: number, dtype: DType, value: number, shape: Shape): View {
  const address = SCALARS + 4 * at
  if (dtype === 'float32') runtime.f32[address >> 2] = value
  else if (dtype === 'int32') runtime.i32[address >> 2] = value
  else runtime.u8[address] = value
  const storage: WasmStorage = { dtype, length: 1, address }
  return { storage, dtype, shape, strides: shape.map(() => 0), offset: 0 }
}

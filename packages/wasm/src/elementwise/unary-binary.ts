import type { View } from '@thinned/tensor'
import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/control.ts'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { WasmDType } from '../strided/element.ts'
import { WasmError } from '../wasm-error.ts'
import type { ElementBytes, WriteBlock } from './block16.ts'
import { type Elementwise, emitElementwise } from './elementwise.ts'

/** Four lanes of the result from four lanes of the operand. */
export type UnaryLanes = (x: V128, hold: Hold) => V128

/** Sixteen bytes of the result from sixteen bytes of each operand. */
export type BinaryLanes = (a: V128, b: V128, hold: Hold) => V128

export type Unary = (runtime: Runtime, out: View, x: View) => void
export type Binary = (runtime: Runtime, out: View, a: View, b: View) => void

/** Emits y = lanes(x), for elements of 32 bits. */
export function emitUnary(module: Module, name: string, lanes: UnaryLanes): Unary {
  const apply = emitElementwise(module, name, 4, [4], (hold, [x]) => x!.map((vector) => lanes(vector, hold)))
  return (runtime, out, x) => apply(runtime, out, [x])
}

/** Emits y = lanes(a, b) for each dtype that has lanes. The output has the dtype of the operands. */
export function emitBinary(
  module: Module,
  name: string,
  lanes: Partial<Readonly<Record<WasmDType, BinaryLanes>>>,
): Binary {
  return emitByDType(
    module,
    name,
    lanes,
    undefined,
    (ofVectors) =>
      (hold, [a, b]) =>
        a!.map((vector, i) => ofVectors(vector, b![i]!, hold)),
  )
}

/** Emits a function of two operands for each dtype that has lanes. `outBytes`: the size of an output element, where it is fixed. */
export function emitByDType(
  module: Module,
  name: string,
  lanes: Partial<Readonly<Record<WasmDType, BinaryLanes>>>,
  outBytes: ElementBytes | undefined,
  writeOf: (lanes: BinaryLanes, bytes: ElementBytes) => WriteBlock,
): Binary {
  const functions = new Map<string, Elementwise>()
  for (const [dtype, ofVectors] of Object.entries(lanes)) {
    const bytes = dtype === 'uint8' ? 1 : 4
    const write = writeOf(ofVectors, bytes)
    functions.set(dtype, emitElementwise(module, `${name}_${dtype}`, outBytes ?? bytes, [bytes, bytes], write))
  }
  return (runtime, out, a, b) => {
    const apply = functions.get(a.dtype)
    if (!apply)
      throw new WasmError(
        `The kernel ${name} was given ${a.dtype}; it takes ${[...functions.keys()].join(', ')}. Cast the operands.`,
      )
    apply(runtime, out, [a, b])
  }
}

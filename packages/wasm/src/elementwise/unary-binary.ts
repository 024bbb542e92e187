import type { View } from '@thinned/tensor'
import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/hold.ts'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { WasmDType } from '../strided/element.ts'
import { WasmError } from '../wasm-error.ts'
import type { WriteBlock } from './block16.ts'
import { type Elementwise, emitElementwise } from './elementwise.ts'

/** Four lanes of the result from four of the operand. */
export type UnaryLanes = (x: V128, hold: Hold) => V128

/** Writes a kernel of one operand of 32-bit elements: y = lanes(x). */
export function emitUnary(
  module: Module,
  name: string,
  lanes: UnaryLanes,
): (runtime: Runtime) => (out: View, x: View) => void {
  const bind = emitElementwise(module, name, 4, [4], (hold, [x]) => x!.map((vector) => lanes(vector, hold)))
  return (runtime) => {
    const apply = bind(runtime)
    return (out, x) => apply(out, [x])
  }
}

/** Sixteen bytes of the result from sixteen of each operand. */
export type BinaryLanes = (a: V128, b: V128, hold: Hold) => V128

/** The lanes of a kernel for each dtype that it takes. */
export type LanesOf<Lanes> = Partial<Readonly<Record<WasmDType, Lanes>>>

export type Binary = (out: View, a: View, b: View) => void

/** Writes a kernel of two operands of the output's dtype. */
export function emitBinary(module: Module, name: string, lanes: LanesOf<BinaryLanes>): (runtime: Runtime) => Binary {
  const binds = (Object.entries(lanes) as [WasmDType, BinaryLanes][]).map(([dtype, of]) => {
    const bytes = dtype === 'uint8' ? 1 : 4
    const write: WriteBlock = (hold, [a, b]) => a!.map((vector, at) => of(vector, b![at]!, hold))
    return [dtype, emitElementwise(module, `${name}_${dtype}`, bytes, [bytes, bytes], write)] as const
  })
  return (runtime) => {
    const apply = byDType(name, binds, runtime)
    return (out, a, b) => apply(a.dtype)(out, [a, b])
  }
}

/** The function for a dtype, or an error where there is none. */
export function byDType(
  name: string,
  binds: readonly (readonly [WasmDType, (runtime: Runtime) => Elementwise])[],
  runtime: Runtime,
): (dtype: string) => Elementwise {
  const functions = new Map<string, Elementwise>(binds.map(([dtype, bind]) => [dtype, bind(runtime)]))
  return (dtype) => {
    const found = functions.get(dtype)
    if (!found)
      throw new WasmError(
        `The kernel ${name} was given ${dtype}; it takes ${[...functions.keys()].join(', ')}. Cast the operands.`,
      )
    return found
  }
}

import type { View } from '@thinned/tensor'
import type { V128 } from '../emit/code.ts'
import type { Hold } from '../emit/hold.ts'
import type { Module } from '../emit/module.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { emitElementwise } from './elementwise.ts'

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

import type { Draw, Operand } from './draw.ts'

/** The arguments of a kernel, with operands in place of views; the first is the output. */
export type Arguments = readonly (Operand | unknown)[]
/** One random call of a kernel. */
export type Case = (draw: Draw) => Arguments

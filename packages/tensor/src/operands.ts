import type { Backend } from './backend.ts'
import type { DType } from './dtype.ts'
import { isFloat } from './dtype.ts'
import type { Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/** The backend that all operands of an operation live on. */
export function commonBackend(op: string, operands: readonly Tensor[]): Backend {
  const first = operands[0]!
  const other = operands.find((operand) => operand.backend !== first.backend)
  if (other) {
    throw new TensorError(
      `${op} was given tensors of two backends, ${first.backend.name} and ${other.backend.name}. Bring them together first: \`await move(tensor, backend)\`.`,
    )
  }
  return first.backend
}

/** The dtype that all operands of an operation have. Nothing is converted silently. */
export function commonDType(op: string, operands: readonly Tensor[]): DType {
  const first = operands[0]!
  const other = operands.find((operand) => operand.dtype !== first.dtype)
  if (other) {
    throw new TensorError(
      `${op} was given ${first.dtype} and ${other.dtype}. Convert one of them first: \`cast(tensor, '${first.dtype}')\`.`,
    )
  }
  return first.dtype
}

/** Refuses integers where an operation is defined on floats. */
export function checkFloat(op: string, operand: Tensor): void {
  if (!isFloat(operand.dtype)) {
    throw new TensorError(
      `${op} needs float32 or float64, but was given ${operand}. Convert it first: \`cast(tensor, 'float32')\`.`,
    )
  }
}

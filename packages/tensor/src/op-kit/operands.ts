import type { Backend } from '../backend.ts'
import { type DType, isFloat, newArray } from '../dtype.ts'
import { filled, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { checkTensor } from './check-tensor.ts'

/** The backend of all operands of an operation. */
export function commonBackend(op: string, operands: readonly Tensor[]): Backend {
  for (const operand of operands) checkTensor(op, operand)
  const first = operands[0]!
  const other = operands.find((operand) => operand.backend !== first.backend)
  if (other) {
    throw new TensorError(
      `${op} was given tensors of two backends, ${first.backend.name} and ${other.backend.name}. Move one of them first: \`await move(tensor, backend)\`.`,
      { code: 'mismatch' },
    )
  }
  return first.backend
}

/** The dtype of all operands of an operation. There is no implicit conversion. */
export function commonDType(op: string, operands: readonly Tensor[]): DType {
  const first = operands[0]!
  const other = operands.find((operand) => operand.dtype !== first.dtype)
  if (other) {
    throw new TensorError(
      `${op} was given ${first.dtype} and ${other.dtype}. Convert one of them first: \`cast(tensor, '${first.dtype}')\`.`,
      { code: 'mismatch' },
    )
  }
  return first.dtype
}

/** Refuses integers where an operation is defined on floats. */
export function checkFloat(op: string, operand: Tensor): void {
  checkTensor(op, operand)
  if (!isFloat(operand.dtype)) {
    throw new TensorError(
      `${op} needs float32 or float64, but was given ${operand}. Convert it first: \`cast(tensor, 'float32')\`.`,
    )
  }
}

/**
 * Two operands, one of which may be a number: it becomes a scalar tensor, which the caller disposes of. An integer tensor takes only numbers of
 * its dtype.
 */
export function operandsOf(op: string, a: Tensor | number, b: Tensor | number): [Tensor, Tensor] {
  const like = typeof a === 'number' ? b : a
  if (typeof like === 'number')
    throw new TensorError(`${op} was given two numbers, ${a} and ${b}; at least one operand must be a tensor.`)
  const asTensor = (operand: Tensor | number): Tensor => {
    if (typeof operand !== 'number') {
      checkTensor(op, operand, 'tensors, such as tensor([1, 2]), and numbers')
      return operand
    }
    checkTensor(op, like, 'tensors, such as tensor([1, 2]), and numbers')
    if (!isFloat(like.dtype) && newArray(like.dtype, 1).fill(operand)[0] !== operand)
      throw new TensorError(
        `${op} was given ${operand} and ${like}; ${like.dtype} holds no ${operand}. Convert the tensor first: \`cast(tensor, 'float32')\`.`,
      )
    return filled([], operand, like.dtype, like.backend)
  }
  return [asTensor(a), asTensor(b)]
}

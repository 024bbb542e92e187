import { formatValue } from '@thinned/schema'
import { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

/**
 * Refuses what is no tensor.
 *
 * @throws {TensorError} that says what to write.
 */
export function checkTensor(op: string, x: unknown, takes = 'a tensor, such as tensor([1, 2])'): asserts x is Tensor {
  if (!(x instanceof Tensor || isOfAnotherCopy(x)))
    throw new TensorError(`${op} was given ${formatValue(x)}; it takes ${takes}.`)
}

/** Refuses what is no list of tensors. */
export function checkTensors(op: string, tensors: unknown): asserts tensors is readonly Tensor[] {
  if (!Array.isArray(tensors))
    throw new TensorError(`${op} was given ${formatValue(tensors)}; it takes a list of tensors, such as [a, b].`)
  for (const x of tensors) checkTensor(op, x)
}

/** Whether a value is a tensor of another copy of this package, as an application can have by its dependencies. */
function isOfAnotherCopy(x: unknown): boolean {
  return typeof x === 'object' && x !== null && 'strides' in x && 'buffer' in x && 'node' in x && 'view' in x
}

/** Refuses an option that is neither true nor false: a text such as 'false' would count as true. */
export function checkBooleans(op: string, options: Readonly<Record<string, unknown>>): void {
  for (const name in options)
    if (typeof options[name] !== 'boolean')
      throw new TensorError(`${op} was given ${name} ${formatValue(options[name])}; it takes true or false.`)
}

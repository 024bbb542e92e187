import { formatValue, onlyOptions } from '@thinned/schema'
import { record } from '../autograd/record.ts'
import { dispatch } from '../dispatch.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import { resolveAxis } from '../shape.ts'
import { allocate, type Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'

export interface CumsumOptions {
  /** Sum from each element to the end. Default false. */
  readonly reverse?: boolean
}

const checkNames = /* @__PURE__ */ onlyOptions('cumsum', TensorError, ['reverse'])

/**
 * The cumulative sums of x along an axis (default: the last), each element included. Floats and int32.
 *
 * The axis goes in chunks of `SUM_CHUNK`: each result is the last result of the chunk before, plus the sum within the chunk. So the last
 * result of a long axis has the digits of `sum`.
 *
 * @example
 * ```ts
 * import { cumsum, tensor } from '@thinned/tensor'
 *
 * const x = tensor([1, 2, 3])
 * console.log(cumsum(x).readSync()) // Float32Array(3) [ 1, 3, 6 ]
 * console.log(cumsum(x, 0, { reverse: true }).readSync()) // Float32Array(3) [ 6, 5, 3 ]
 * ```
 */
export function cumsum(x: Tensor, axis = -1, options: CumsumOptions = {}): Tensor {
  checkTensor('cumsum', x)
  checkNames(options)
  const { reverse = false } = options
  if (typeof reverse !== 'boolean')
    throw new TensorError(`cumsum was given reverse ${formatValue(reverse)}; it takes true or false.`)
  if (x.dtype === 'uint8')
    throw new TensorError(`cumsum needs floats or int32, but was given ${x}. Convert it: \`cast(tensor, 'int32')\`.`)
  const along = resolveAxis('cumsum', axis, x.rank)
  const out = allocate(x.backend, x.dtype, x.shape)
  dispatch(x.backend, 'cumsum', out.view, x.view, along, reverse)
  return record(out, {
    op: 'cumsum',
    inputs: [x],
    backward: (grad) => [cumsum(grad, along, { reverse: !reverse })],
  })
}

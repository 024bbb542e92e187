import { formatValue, onlyOptions } from '@thinned/schema'
import { arange } from '../create.ts'
import { checkDType } from '../create-options.ts'
import type { DType } from '../dtype.ts'
import { scope } from '../memory/scope.ts'
import { checkTensor } from '../op-kit/check-tensor.ts'
import type { Tensor } from '../tensor.ts'
import { TensorError } from '../tensor-error.ts'
import { equal } from './comparisons.ts'
import { cast } from './copy.ts'
import { reshape } from './reshape.ts'

export interface OneHotOptions {
  /** Default float32. */
  readonly dtype?: DType
}

const checkNames = /* @__PURE__ */ onlyOptions('oneHot', TensorError, ['dtype'])

/**
 * Classes (integers of any shape) as rows with a 1 at the class and 0 elsewhere: [...] → [..., classes]. A class outside of
 * 0 to classes − 1 gives a row of zeros.
 *
 * @example
 * ```ts
 * import { oneHot, tensor } from '@thinned/tensor'
 *
 * console.log(oneHot(tensor([2, 0], { dtype: 'int32' }), 3).readSync()) // Float32Array(6) [ 0, 0, 1, 1, 0, 0 ]
 * ```
 */
export function oneHot(labels: Tensor, classes: number, options: OneHotOptions = {}): Tensor {
  checkTensor('oneHot', labels)
  checkNames(options)
  const { dtype = 'float32' } = options
  checkDType('oneHot', dtype)
  if (labels.dtype !== 'int32' && labels.dtype !== 'uint8')
    throw new TensorError(`oneHot needs integers (int32, uint8), but was given ${labels}.`)
  if (!Number.isInteger(classes) || classes < 1 || (labels.dtype === 'uint8' && classes > 256))
    throw new TensorError(`oneHot was given ${formatValue(classes)} classes for ${labels}; it takes an integer from 1.`)
  return scope(() =>
    cast(
      equal(reshape(labels, [...labels.shape, 1]), arange(classes, { dtype: labels.dtype, backend: labels.backend })),
      dtype,
    ),
  )
}

import { dispatch } from '../dispatch.ts'
import { rowMajorStrides } from '../shape.ts'
import { Tensor, whileMaking } from '../tensor.ts'
import { denseView, type Storage } from '../view.ts'
import { Buffer } from './buffer.ts'

/** Elements that are not computed yet: the matrix product of two operands, which are held until it is, or until nobody needs it. */
export interface Deferred {
  readonly operands: readonly [Tensor, Tensor]
  /** The elements in a new storage. */
  compute(): Storage
}

/**
 * The product a [m, k] · b [k, n] of floats, computed when its elements are first needed: a step of an optimizer may compute it on the way,
 * without writing it to memory.
 */
export function deferProduct(a: Tensor, b: Tensor): Tensor {
  const { backend, dtype } = a
  const shape = [a.shape[0]!, b.shape[1]!]
  const length = shape[0]! * shape[1]!
  const hold = (x: Tensor): Tensor => new Tensor(x.buffer, x, false)
  const [left, right] = [hold(a), hold(b)]
  const compute = (): Storage => {
    const storage = whileMaking(backend, dtype, shape, () => backend.allocate(dtype, length))
    dispatch(backend, 'matmul', denseView(storage, shape), left.view, right.view)
    return storage
  }
  const buffer = new Buffer(backend, dtype, length, { operands: [left, right], compute })
  return new Tensor(buffer, { shape, strides: rowMajorStrides(shape), offset: 0 })
}

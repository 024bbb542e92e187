import type { Tensor, TypedArray } from '@thinned/tensor'

/** Work that needs the numbers of tensors: it yields the tensors, and goes on with their values. */
export type Reading<T> = Generator<readonly Tensor[], T, readonly TypedArray[]>

/** Does the work, and reads as the backend can: at once, or while others work. */
export async function reading<T>(work: Reading<T>): Promise<T> {
  let next = work.next()
  while (!next.done) {
    const tensors = next.value
    try {
      const values = tensors.every(({ backend }) => backend.syncRead)
        ? tensors.map((tensor) => tensor.readSync())
        : await Promise.all(tensors.map((tensor) => tensor.read()))
      next = work.next(values)
    } catch (error) {
      next = work.throw(error)
    }
  }
  return next.value
}

/** As `reading`, on a backend that reads synchronously. */
export function readingNow<T>(work: Reading<T>): T {
  let next = work.next()
  while (!next.done) {
    const tensors = next.value
    try {
      next = work.next(tensors.map((tensor) => tensor.readSync()))
    } catch (error) {
      next = work.throw(error)
    }
  }
  return next.value
}

import { sliceView, type View } from '../../view.ts'
import { newDense } from '../storage.ts'
import { SUM_CHUNK } from '../sum-fold.ts'
import { add } from './arithmetic.ts'
import { copy } from './copy.ts'

/**
 * out (dense) = the cumulative sums of x along `axis`, each element included; with `reverse` from the end. Floats and int32. The axis goes
 * in chunks of SUM_CHUNK. In each, the first sum is its first element itself, and each further one round(previous sum + x). The first
 * chunk's sums are its results; in a later one the result is round(last result of the chunk before + sum).
 */
export function cumsum(out: View, x: View, axis: number, reverse: boolean): void {
  const extent = x.shape[axis]!
  const row = (view: View, i: number): View => {
    const index = reverse ? extent - 1 - i : i
    return sliceView(view, axis, index, index + 1)
  }
  const sums = extent > SUM_CHUNK ? newDense(x.dtype, row(x, 0).shape) : undefined
  for (let i = 0; i < extent; i++) {
    const [to, from, isFirst] = [row(out, i), row(x, i), i % SUM_CHUNK === 0]
    if (i < SUM_CHUNK) {
      if (isFirst) copy(to, from)
      else add(to, row(out, i - 1), from)
    } else {
      if (isFirst) copy(sums!, from)
      else add(sums!, sums!, from)
      add(to, row(out, i - 1 - (i % SUM_CHUNK)), sums!)
    }
  }
}

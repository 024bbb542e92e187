import { sliceView, type View } from '../../view.ts'
import { add } from './arithmetic.ts'
import { copy } from './copy.ts'

/**
 * out (dense) = the cumulative sums of x along `axis`, each element included; with `reverse` from the end. Floats and int32. The first is x
 * itself, each further one round(previous sum + x).
 */
export function cumsum(out: View, x: View, axis: number, reverse: boolean): void {
  const extent = x.shape[axis]!
  const row = (view: View, i: number): View => {
    const index = reverse ? extent - 1 - i : i
    return sliceView(view, axis, index, index + 1)
  }
  for (let i = 0; i < extent; i++) {
    if (i === 0) copy(row(out, 0), row(x, 0))
    else add(row(out, i), row(out, i - 1), row(x, i))
  }
}

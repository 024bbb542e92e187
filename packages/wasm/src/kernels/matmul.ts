import type { Definition } from '../definition.ts'
import { emitViewProduct } from '../products/view-product.ts'

/** out = a · b, exact zeros of a skipped where there are enough of them. */
export const matmul: Definition<'matmul'> = (module, target) => {
  const bind = emitViewProduct(module, target)
  return (runtime) => {
    const product = bind(runtime)
    return (out, a, b) => product(out, a, b, undefined, { relu: false })
  }
}

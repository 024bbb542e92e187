import { key } from '@thinned/rng'
import { type Backend, matmul, randomUniform, scope, transpose } from '@thinned/tensor'
import { type Prepare, timesOf } from '../protocol/answer.ts'
import { shapeOfMatmul } from '../shapes.ts'

/** A product of dense matrices. */
export function matmulWorkload(backend: Backend, name: string): Prepare {
  return () => {
    const { rows, inner, columns, transposed } = shapeOfMatmul(name)
    const a = randomUniform(key(1), transposed === 'a' ? [inner, rows] : [rows, inner], { low: 0.1, backend })
    const b = randomUniform(key(2), transposed === 'b' ? [columns, inner] : [inner, columns], { low: 0.1, backend })
    const product = (): unknown => {
      const left = transposed === 'a' ? transpose(a) : a
      const right = transposed === 'b' ? transpose(b) : b
      return matmul(left, right)
    }
    return timesOf(() => scope(() => void product()), {
      free() {
        a.dispose()
        b.dispose()
      },
    })
  }
}

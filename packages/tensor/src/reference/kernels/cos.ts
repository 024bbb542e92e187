import { cos as float32 } from '@thinned/math'
import { cos as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = cos(x), in the sequence of operations that `@thinned/math` documents. */
export const cos: UnaryKernel = functionKernel(float32, float64)

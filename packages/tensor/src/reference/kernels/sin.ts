import { sin as float32 } from '@thinned/math'
import { sin as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = sin(x), in the sequence of operations that `@thinned/math` documents. */
export const sin: UnaryKernel = functionKernel(float32, float64)

import { sigmoid as float32 } from '@thinned/math'
import { sigmoid as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = sigmoid(x), in the sequence of operations that `@thinned/math` documents. */
export const sigmoid: UnaryKernel = functionKernel(float32, float64)

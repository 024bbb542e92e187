import { tanh as float32 } from '@thinned/math'
import { tanh as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = tanh(x), in the sequence of operations that `@thinned/math` documents. */
export const tanh: UnaryKernel = functionKernel(float32, float64)

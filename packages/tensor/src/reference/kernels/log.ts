import { log as float32 } from '@thinned/math'
import { log as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = log(x), in the sequence of operations that `@thinned/math` documents. */
export const log: UnaryKernel = functionKernel(float32, float64)

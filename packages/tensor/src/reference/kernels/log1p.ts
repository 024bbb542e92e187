import { log1p as float32 } from '@thinned/math'
import { log1p as float64 } from '@thinned/math/float64'
import { functionKernel, type UnaryKernel } from '../elementwise.ts'

/** out = log1p(x), in the sequence of operations that `@thinned/math` documents. */
export const log1p: UnaryKernel = functionKernel(float32, float64)

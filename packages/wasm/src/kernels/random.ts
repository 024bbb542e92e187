import { f32x4, i32x4 } from '../emit/vector.ts'
import { emitNormalQuantile } from '../functions/normal-quantile.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitStream } from '../random/stream.ts'

// `out` is dense. Each kernel fills it with the elements of the key's stream from element 32 · group on.

/** Exact: 2^−24. */
const GRID: number = 1 / 0x1000000

/** Uniform numbers in [0, 1): the upper 24 bits of each word, times 2^−24. */
export const uniform: EmitKernel<'uniform'> = (module) =>
  emitStream(module, 'uniform', (words) => f32x4.mul(f32x4.convertI32S(i32x4.shrU(words, 8)), f32x4.const(GRID)))

/** Standard normal numbers: the quantile at each word. */
export const normal: EmitKernel<'normal'> = (module) => emitStream(module, 'normal', emitNormalQuantile(module))

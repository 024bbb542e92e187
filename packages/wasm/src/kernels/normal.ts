import { emitNormalQuantile } from '../functions/normal-quantile.ts'
import type { EmitKernel } from '../kernel.ts'
import { emitStream } from '../random/stream.ts'

/** out (dense) = the elements from 32 · group on of the key's standard normal stream: the quantile at each word. */
export const normal: EmitKernel<'normal'> = (module) => emitStream(module, 'normal', emitNormalQuantile(module))

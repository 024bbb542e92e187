import type { Definition } from '../definition.ts'
import { emitNormalQuantile } from '../functions/float64/normal-quantile.ts'
import { emitStream } from '../random/stream.ts'

/** out (dense) = the elements from 32 · group on of the key's standard normal stream: the quantile at each word. */
export const normal: Definition<'normal'> = (module) => emitStream(module, 'normal', emitNormalQuantile(module))

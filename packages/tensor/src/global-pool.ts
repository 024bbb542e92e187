import { checkFloat } from './operands.ts'
import { reshape } from './ops/reshape.ts'
import { formatShape, sizeOf } from './shape.ts'
import type { Tensor } from './tensor.ts'
import { TensorError } from './tensor-error.ts'

/** Pools everything between batch and channels: [batch, …, channels] → [batch, channels], as one window over a sequence. */
export function poolAll(op: string, x: Tensor, pool: (sequences: Tensor, size: number) => Tensor): Tensor {
  checkFloat(op, x)
  const size = sizeOf(x.shape.slice(1, -1))
  if (x.rank < 3 || size === 0) {
    throw new TensorError(
      `${op} takes [batch, …, channels] with at least one axis between them and something in it, but was given ${formatShape(x.shape)}.`,
    )
  }
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!]
  const sequences = reshape(x, [batch, size, channels])
  const pooled = pool(sequences, size)
  const out = reshape(pooled, [batch, channels])
  sequences.dispose()
  pooled.dispose()
  return out
}

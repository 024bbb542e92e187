import { type Pass, plainLayer, type StateMix } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import {
  add,
  alias,
  dropoutMask,
  type MaskOptions,
  mul,
  noGrad,
  record,
  scope,
  type Tensor,
  where,
  zeros,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { describeKeep, type KeepOption } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'

export type ZoneoutOptions = KeepOption & { readonly name?: string }

const read = keepOptions('zoneout', { name } satisfies OtherFields<ZoneoutOptions>)

/**
 * Drops updates of a recurrent state. In `train` and `sample` passes each unit takes its next value with probability keep and otherwise keeps its
 * previous value; the gradient follows the same choice. In `evaluate` passes the state is the expectation, keep · next + (1 − keep) · previous. It
 * stands in the slots `mixHidden` and `mixCell` of `rnn`, `lstm` and `gru`, and draws a new mask at each step. As a layer alone it mixes its input
 * with zeros.
 *
 * Source: Krueger et al. 2017. Its zoneout probability is `drop`.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; for a schedule, since evaluation needs keep too.
 *
 * @example
 * ```ts
 * import { zoneout } from '@thinned/dropout'
 * import { createPass, init, lstm } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { ones } from '@thinned/tensor'
 *
 * const layer = lstm(3, 8, { mixHidden: zoneout({ drop: 0.05 }), mixCell: zoneout({ drop: 0.5 }) })
 * init(layer, key(1))
 * console.log(layer.forward(ones([2, 5, 3]), createPass({ mode: 'train', key: key(42) })).shape) // [ 2, 5, 8 ]
 * ```
 */
export function zoneout(options: ZoneoutOptions): StateMix {
  const { schedule: keep, name } = read(options)
  if (typeof keep !== 'number')
    throw new DropoutError(
      'zoneout was given a schedule; evaluation mixes by keep too, and does not know where training stands. Give a number in [0, 1].',
    )
  const layer: StateMix = {
    ...plainLayer('zoneout', name, describeKeep(keep)),
    outputShape: (input) => input,
    forward: (x, pass) => scope(() => layer.mix(zeros(x.shape, { dtype: x.dtype, backend: x.backend }), x, pass)),
    mix(previous: Tensor, next: Tensor, pass: Pass): Tensor {
      const isActive = pass.mode !== 'evaluate'
      if (isActive) pass.report('keep', keep)
      if (keep === 1) return alias(next)
      if (keep === 0) return keepPrevious(previous, next)
      if (!isActive) return scope(() => add(mul(next, keep), mul(previous, 1 - keep)))
      return choose(previous, next, { key: foldIn(pass.key, 'mask'), keep, row: pass.row })
    },
  }
  return layer
}

/** next where the mask is 1, else previous. The mask is not stored; the gradients draw it again. */
function choose(previous: Tensor, next: Tensor, mask: MaskOptions): Tensor {
  return record(
    scope(() => noGrad(() => where(dropoutMask(next, mask), next, previous))),
    {
      op: 'zoneout',
      inputs: [next, previous],
      backward: (grad, _, [needsNext, needsPrevious]) => [
        needsNext ? where(dropoutMask(grad, mask), grad, 0) : undefined,
        needsPrevious ? where(dropoutMask(grad, mask), 0, grad) : undefined,
      ],
    },
  )
}

/** The previous state. The gradient of the next state is 0. */
function keepPrevious(previous: Tensor, next: Tensor): Tensor {
  return record(
    noGrad(() => alias(previous)),
    { op: 'zoneout', inputs: [next, previous], backward: (grad) => [undefined, grad] },
  )
}

import { type JsonValue, type Layer, type Pass, plainLayer, scheduleAt } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import {
  alias,
  dropout as applyDropout,
  broadcastShapes,
  dropoutMask,
  formatShape,
  type MaskOptions,
  maskSpec,
  mul,
  ones,
  sameShape,
  scope,
  type Tensor,
  where,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkProbability, type KeepOption, keepOf } from '../keep-option.ts'
import type { MaskedLayer, VariantFacts } from '../variant-facts.ts'

export type DropoutOptions = KeepOption & {
  /** The axes along which one draw is shared; negative ones count from the end. Default none: every element its own. */
  readonly sharedAxes?: readonly number[]
  /** 'batch' is `sharedAxes: [0]` by name: one mask for all examples. */
  readonly share?: 'batch'
  /** A mask to use instead of drawing one: uint8, not 0 where kept, of a shape that broadcasts to the input's. */
  readonly mask?: Tensor
  readonly name?: string
}

/**
 * Standard dropout: in `train` and `sample` passes each element is kept with probability keep and divided by keep, or becomes
 * exactly 0 whatever it was; in `evaluate` passes nothing happens and nothing is drawn. The mask follows from the pass's key by
 * mask law 1 and is drawn again for the gradient, which is 0 where dropped and 1/keep elsewhere.
 *
 * Source: Srivastava et al. 2014, sections 4 and 10.
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1].
 */
export function dropout(options: DropoutOptions): MaskedLayer {
  const schedule = keepOf('dropout', options)
  const { name, mask: injected } = options
  const sharedAxes = sharedAxesOf(options)
  const active = (pass: Pass): boolean => pass.mode !== 'evaluate'
  const keepIn = (pass: Pass): number => {
    const keep = checkProbability('dropout', 'keep', scheduleAt(schedule, pass))
    pass.report('keep', keep)
    return keep
  }
  const drawn = (pass: Pass, keep: number): MaskOptions => ({
    get key() {
      return foldIn(pass.key, 'mask')
    },
    keep,
    row: pass.row,
    sharedAxes,
  })
  return {
    ...(plainLayer('dropout', name, describe(schedule, sharedAxes)) as Layer<'any', 'same'>),
    outputShape: (input) => input,
    forward(x: Tensor, pass: Pass): Tensor {
      if (!active(pass)) return alias(x)
      const keep = keepIn(pass)
      return injected ? applyInjected(x, injected, keep) : applyDropout(x, drawn(pass, keep))
    },
    mask(x: Tensor, pass: Pass): Tensor {
      if (!active(pass)) return ones(x.shape, { dtype: 'uint8', backend: x.backend })
      return injected
        ? alias(injected)
        : dropoutMask(x, drawn(pass, checkProbability('dropout', 'keep', scheduleAt(schedule, pass))))
    },
    epilogue(pass: Pass, input) {
      if (!active(pass)) return 'nothing'
      if (injected) return undefined
      const plan = maskSpec(input, drawn(pass, checkProbability('dropout', 'keep', scheduleAt(schedule, pass))))
      if (plan === 'none') return undefined
      keepIn(pass)
      return plan === 'all' ? 'nothing' : { mask: plan }
    },
  }
}

/** What standard dropout states about itself. */
export const dropoutFacts: VariantFacts = {
  name: 'dropout',
  drops: 'single elements',
  support: 'two-point',
  mean: (keep) => (keep === 0 ? 0 : 1),
  variance: (keep) => (keep === 0 ? 0 : (1 - keep) / keep),
  evaluation: 'identity',
  source: 'Srivastava et al. 2014, sections 4 and 10',
  make: dropout,
}

function sharedAxesOf({ sharedAxes, share }: DropoutOptions): readonly number[] {
  if (share !== undefined && share !== 'batch')
    throw new DropoutError(`dropout was given share "${share}"; 'batch' is the one name, for sharedAxes: [0].`)
  if (share && sharedAxes)
    throw new DropoutError("dropout was given both share: 'batch' and sharedAxes; give one of them.")
  return share ? [0] : (sharedAxes ?? [])
}

function describe(schedule: ReturnType<typeof keepOf>, sharedAxes: readonly number[]): Record<string, JsonValue> {
  const keep = typeof schedule === 'number' ? schedule : 'schedule'
  return sharedAxes.length > 0 ? { keep, sharedAxes } : { keep }
}

/** A select with the given mask; kept values are divided by keep as if it had been drawn. */
function applyInjected(x: Tensor, mask: Tensor, keep: number): Tensor {
  if (mask.dtype !== 'uint8' || !sameShape(broadcastShapes('dropout', x.shape, mask.shape), x.shape)) {
    throw new DropoutError(
      `dropout was given the mask ${mask} for ${formatShape(x.shape)}; a mask is uint8 and its shape broadcasts to the input's.`,
    )
  }
  return scope(() => (keep === 0 ? applyDropout(x, { key: [0, 0], keep }) : where(mask, mul(x, 1 / keep), 0)))
}

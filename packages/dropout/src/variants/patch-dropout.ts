import { type Layer, type Pass, plainLayer, resolveSchedule } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import {
  add,
  alias,
  arange,
  concat,
  formatShape,
  full,
  gather,
  mul,
  noGrad,
  randomUniform,
  record,
  reshape,
  type Shape,
  scatterAdd,
  scope,
  sub,
  type Tensor,
  topK,
} from '@thinned/tensor'
import { DropoutError } from '../dropout-error.ts'
import { checkProbability, describeKeep, type KeepOption, keepOf } from '../keep/keep-option.ts'

export type PatchDropoutOptions = KeepOption & {
  /** How many tokens at the front are no patches and always stay: the class token, and registers. Default 1. */
  readonly classTokens?: number
  readonly name?: string
}

export interface PatchDropout extends Layer<'any', 'same'> {
  /** The places of the tokens that `forward` keeps of x in this pass, rising: int32 [batch, kept]. */
  kept(x: Tensor, pass: Pass): Tensor
}

/**
 * Takes patches out of [batch, class tokens + patches, features], so that what comes behind has less to do: of each example ⌈keep · patches⌉
 * patches are left, drawn without replacement, in their order and unscaled, behind the class tokens, which always stay. Attention has no
 * places of its own, so positions are added before. Gradients go back to where the patches stood. Evaluation keeps all.
 *
 * Of two patches of an example that drew the same number of 24 bits the first is kept.
 *
 * Source: Liu, Matsoukas, Strand, Azizpour and Smith 2022 (PatchDropout: economizing vision transformers using patch dropout).
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1]; on inputs that are not [batch, tokens, features] or have fewer
 * tokens than class tokens.
 *
 * @example
 * ```ts
 * import { patchDropout } from '@thinned/dropout'
 * import { createPass } from '@thinned/nn'
 * import { key } from '@thinned/rng'
 * import { arange, reshape } from '@thinned/tensor'
 *
 * const tokens = reshape(arange(9, { dtype: 'float32' }), [1, 9, 1])
 * const pass = createPass({ mode: 'train', key: key(42) })
 * console.log(patchDropout({ keep: 0.5 }).forward(tokens, pass).readSync()) // Float32Array(5) [ 0, 2, 3, 5, 8 ]
 * ```
 */
export function patchDropout(options: PatchDropoutOptions): PatchDropout {
  const schedule = keepOf('patchDropout', options)
  const { classTokens = 1, name } = options
  if (!Number.isInteger(classTokens) || classTokens < 0)
    throw new DropoutError(
      `patchDropout was given ${classTokens} class tokens; it takes an integer from 0, the number of tokens at the front that always stay.`,
    )
  const keepAt = (pass: Pass): number => checkProbability('patchDropout', 'keep', resolveSchedule(schedule, pass))
  return {
    ...(plainLayer('patchDropout', name, { ...describeKeep(schedule), classTokens }) as Layer<'any', 'same'>),
    outputShape(input) {
      checkTokens([1, ...input], classTokens)
      return input
    },
    forward(x: Tensor, pass: Pass): Tensor {
      const patches = checkTokens(x.shape, classTokens)
      if (pass.mode === 'evaluate') return alias(x)
      const left = countLeft(keepAt(pass), patches)
      pass.report('keep', patches === 0 ? 1 : left / patches)
      return left === patches ? alias(x) : gatherKept(x, pass, { classTokens, left })
    },
    kept(x: Tensor, pass: Pass): Tensor {
      const patches = checkTokens(x.shape, classTokens)
      return drawPlaces(x, pass, {
        classTokens,
        left: pass.mode === 'evaluate' ? patches : countLeft(keepAt(pass), patches),
      })
    },
  }
}

interface Left {
  readonly classTokens: number
  /** Patches of each example that stay. */
  readonly left: number
}

/** ⌈keep · patches⌉, a product within rounding of an integer being that integer: 0.07 of 100 patches are 7. */
function countLeft(keep: number, patches: number): number {
  return Math.ceil(keep * patches * (1 - 4 * Number.EPSILON))
}

/** The tokens that stay. Their places are not stored: they are drawn again for the gradient. */
function gatherKept(x: Tensor, pass: Pass, how: Left): Tensor {
  const { shape, backend } = x
  const [batch, tokens, features] = shape as [number, number, number]
  const after = how.classTokens + how.left
  /** Places of the tokens among all of the batch. */
  const rows = (): Tensor => {
    const starts = mul(reshape(arange(batch, { backend }), [batch, 1]), tokens)
    return reshape(add(drawPlaces({ shape, backend }, pass, how), starts), [batch * after])
  }
  const out = scope(() =>
    noGrad(() => reshape(gather(reshape(x, [batch * tokens, features]), rows()), [batch, after, features])),
  )
  return record(out, {
    op: 'patchDropout',
    inputs: [x],
    backward: (grad) => [reshape(scatterAdd(reshape(grad, [batch * after, features]), rows(), batch * tokens), shape)],
  })
}

/** Where the tokens stood that stay, rising. Class tokens stand above all draws; of equal draws the first is taken. */
function drawPlaces({ shape, backend }: Pick<Tensor, 'shape' | 'backend'>, pass: Pass, how: Left): Tensor {
  const { classTokens, left } = how
  const [batch, tokens] = shape as [number, number]
  const patches = tokens - classTokens
  return scope(() => {
    if (left === 0 || left === patches)
      return add(arange(classTokens + left, { backend }), full([batch, 1], 0, { dtype: 'int32', backend }))
    const own = foldIn(pass.key, 'mask')
    const draws = randomUniform(own, [batch, patches], { start: pass.row * patches, backend })
    const all = concat([full([batch, classTokens], 2, { backend }), draws], 1)
    const { indices } = topK(all, classTokens + left)
    return sub(0, topK(sub(0, indices), classTokens + left).values)
  })
}

/** Refuses what has no patches' axis, or too few tokens. Returns the number of patches. */
function checkTokens(shape: Shape, classTokens: number): number {
  if (shape.length !== 3)
    throw new DropoutError(`patchDropout takes [batch, tokens, features], but was given ${formatShape(shape)}.`)
  const patches = shape[1]! - classTokens
  if (patches < 0)
    throw new DropoutError(
      `patchDropout was given ${formatShape(shape)} and { classTokens: ${classTokens} }; there are ${shape[1]} tokens in all. Give the number of those that are no patches.`,
    )
  return patches
}

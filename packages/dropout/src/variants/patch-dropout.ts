import { type Layer, type Pass, plainLayer } from '@thinned/nn'
import { foldIn } from '@thinned/rng'
import { integer, withDefault } from '@thinned/schema'
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
import { describeKeep, type KeepOption, resolveKeep } from '../keep/keep-option.ts'
import { keepOptions, name, type OtherFields } from '../keep/keep-options.ts'
import { streamStart } from '../kit/stream-start.ts'

export type PatchDropoutOptions = KeepOption & {
  /** The number of tokens at the front that are not patches and always stay: the class token, and registers. Default 1. */
  readonly classTokens?: number
  readonly name?: string
}

export interface PatchDropout extends Layer<'any', 'same'> {
  /** The indices of the tokens that `forward` keeps of x in this pass, ascending: int32 [batch, kept]. */
  kept(x: Tensor, pass: Pass): Tensor
}

const read = keepOptions('patchDropout', {
  classTokens: withDefault(integer({ from: 0 }), 1),
  name,
} satisfies OtherFields<PatchDropoutOptions>)

/**
 * Removes patches from [batch, class tokens + patches, features], so that the layers behind it have less work. Each example keeps ⌈keep · patches⌉
 * patches, drawn without replacement, in their order and unscaled, behind the class tokens, which always stay. Add position embeddings before it.
 * The gradient of a removed patch is 0. Evaluation keeps all patches.
 *
 * If two patches of an example draw the same number of 24 bits, the first is kept.
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
  const { schedule, classTokens, name } = read(options)
  const keepAt = (pass: Pass): number => resolveKeep('patchDropout', schedule, pass)
  return {
    ...(plainLayer('patchDropout', name, { ...describeKeep(schedule), classTokens }) as Layer<'any', 'same'>),
    scaling: 'homogeneous',
    outputShape(input) {
      checkTokens([1, ...input], classTokens)
      return input
    },
    forward(x: Tensor, pass: Pass): Tensor {
      const patches = checkTokens(x.shape, classTokens)
      if (pass.mode === 'evaluate') return alias(x)
      const patchesKept = countKept(keepAt(pass), patches)
      pass.report('keep', patches === 0 ? 1 : patchesKept / patches)
      return patchesKept === patches ? alias(x) : gatherKept(x, pass, { classTokens, patchesKept })
    },
    kept(x: Tensor, pass: Pass): Tensor {
      const patches = checkTokens(x.shape, classTokens)
      return drawIndices(x, pass, {
        classTokens,
        patchesKept: pass.mode === 'evaluate' ? patches : countKept(keepAt(pass), patches),
      })
    },
  }
}

interface Counts {
  readonly classTokens: number
  /** Patches of each example that stay. */
  readonly patchesKept: number
}

/** ⌈keep · patches⌉. A product within rounding of an integer is that integer: 0.07 of 100 patches are 7. */
function countKept(keep: number, patches: number): number {
  return Math.ceil(keep * patches * (1 - 4 * Number.EPSILON))
}

/** The tokens that stay. Their indices are not stored; the gradient draws them again. */
function gatherKept(x: Tensor, pass: Pass, counts: Counts): Tensor {
  const { shape, backend } = x
  const [batch, tokens, features] = shape as [number, number, number]
  const tokensKept = counts.classTokens + counts.patchesKept
  /** Indices of the tokens among those of the batch. */
  const rows = (): Tensor => {
    const starts = mul(reshape(arange(batch, { backend }), [batch, 1]), tokens)
    return reshape(add(drawIndices({ shape, backend }, pass, counts), starts), [batch * tokensKept])
  }
  const out = scope(() =>
    noGrad(() => reshape(gather(reshape(x, [batch * tokens, features]), rows()), [batch, tokensKept, features])),
  )
  return record(out, {
    op: 'patchDropout',
    inputs: [x],
    backward: (grad) => [
      reshape(scatterAdd(reshape(grad, [batch * tokensKept, features]), rows(), batch * tokens), shape),
    ],
  })
}

/** The indices of the tokens that stay, ascending: the largest draws, of equal draws the first. Class tokens draw 2, above all others. */
function drawIndices({ shape, backend }: Pick<Tensor, 'shape' | 'backend'>, pass: Pass, counts: Counts): Tensor {
  const { classTokens, patchesKept } = counts
  const [batch, tokens] = shape as [number, number]
  const patches = tokens - classTokens
  return scope(() => {
    if (patchesKept === 0 || patchesKept === patches)
      return add(arange(classTokens + patchesKept, { backend }), full([batch, 1], 0, { dtype: 'int32', backend }))
    const draws = randomUniform(foldIn(pass.key, 'mask'), [batch, patches], {
      start: streamStart([batch, patches], pass),
      backend,
    })
    const all = concat([full([batch, classTokens], 2, { backend }), draws], 1)
    const { indices } = topK(all, classTokens + patchesKept)
    return sub(0, topK(sub(0, indices), classTokens + patchesKept).values)
  })
}

/** The number of patches. Refuses shapes without an axis of tokens, or with too few tokens. */
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

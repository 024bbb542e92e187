import type { Pass } from '@thinned/nn'
import { cast, concat, mean, noGrad, reshape, retain, scope, type Tensor } from '@thinned/tensor'
import type { Masked } from '../network/masked.ts'
import type { KeepUse } from './keep-used.ts'

/** Gathers what the masks of one layer kept. */
export interface KeptShares {
  /** Looks at the mask of a call of the layer. */
  add(layer: Masked, input: Tensor, pass: Pass): void
  read(keep: number): Promise<Pick<KeepUse, 'kept' | 'standardError'>>
  dispose(): void
}

export function keptShares(): KeptShares {
  /** The share that each mask kept: of each example [batch], or of all in one []. */
  const shares: { readonly kept: Tensor; readonly draws: number }[] = []
  /** The same path has the same mask in one pass, and in every pass where the examples share it. */
  const seen = new Set<string>()
  return {
    add(layer, input, pass) {
      const { path, row } = pass
      const mask = scope(() => noGrad(() => layer.mask(input, pass)))
      const isOne = isShared(layer, mask, input, pass)
      const id = isOne ? path : `${path} ${row}`
      if (!seen.has(id)) {
        seen.add(id)
        const rows = isOne ? 1 : (mask.shape[0] ?? 1)
        const draws = mask.size / rows
        const kept = scope(() => noGrad(() => retain(mean(reshape(cast(mask, 'float32'), [rows, draws]), 1))))
        shares.push({ kept, draws })
      }
      mask.dispose()
    },
    async read(keep) {
      const values: number[] = []
      let [total, all] = [0, 0]
      for (const { kept, draws } of shares)
        for (const value of await kept.read()) {
          values.push(value)
          total += value * draws
          all += draws
        }
      if (all === 0) return { kept: null, standardError: null }
      const standardError = values.length > 1 ? standardErrorOf(values) : Math.sqrt((keep * (1 - keep)) / all)
      return { kept: total / all, standardError }
    },
    dispose() {
      for (const { kept } of shares) kept.dispose()
    },
  }
}

/** Whether one mask is for all examples, by its shape. A batch of one example does not show it, but the mask of two does. */
function isShared(layer: Masked, mask: Tensor, input: Tensor, pass: Pass): boolean {
  if (mask.shape.length < input.shape.length) return true
  if (input.shape[0] !== 1 || typeof pass.row !== 'number') return mask.shape[0] === 1 && input.shape[0] !== 1
  return scope(() => noGrad(() => layer.mask(concat([input, input], 0), pass).shape[0] === 1))
}

/** Of the mean of values. */
function standardErrorOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return Math.sqrt(squares / (values.length - 1) / values.length)
}

import { type Fields, integer, withDefault } from '@thinned/schema'
import { trainOptions } from '../options.ts'
import { moveAverage } from '../updates/averages.ts'
import type { AveragingRule } from '../updates/rules.ts'

export interface SwaOptions {
  /** The first epoch that counts, from 0. */
  readonly from: number
  /** Epochs between the weights that count, from 1: the length of a cycle of the learning rate. Default 1. */
  readonly every?: number
}

const read = trainOptions(
  'swa',
  { from: integer({ from: 0 }), every: withDefault(integer({ from: 1 }), 1) } satisfies Fields<SwaOptions>,
  { start: 'from', swaStart: 'from', cycle: 'every' },
)

/**
 * Stochastic weight averaging: the mean of the weights at the ends of the epochs `from`, `from` + `every`, …; before these it equals
 * the weights. Use a learning rate that stays high, or rises again, from that epoch on. Source: Izmailov et al. 2018, algorithm 1, with
 * n counted from 0.
 *
 * `fit` gives the model batch statistics that fit the mean, as section 3.2 has it: the running ones belong to the weights that trained.
 *
 * @throws {TrainError} where `from` or `every` is not such an integer.
 * @example
 * ```ts
 * import { tensor, zeros } from '@thinned/tensor'
 * import { averaging } from '@thinned/train'
 *
 * const average = zeros([1])
 * const rule = averaging.swa({ from: 1 })
 * for (const [epoch, weight] of [9, 4, 2].entries()) rule.update(average, tensor([weight]), { step: epoch, steps: 3, epoch })
 * console.log(average.readSync()) // Float32Array(1) [ 3 ]
 * ```
 */
export function swa(options: SwaOptions): AveragingRule {
  const { from, every } = read(options)
  return {
    name: 'swa',
    settings: { from, every },
    every: 'epoch',
    update(average, parameter, { epoch }) {
      const since = epoch - from
      if (since > 0 && since % every !== 0) return
      const counted = Math.max(since / every, 0)
      moveAverage(average, parameter, 1 / (counted + 1))
    },
  }
}

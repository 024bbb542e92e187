import type { Step } from './kit/chains.ts'
import { droppingOf, isPlain, nameOf } from './kit/masks.ts'
import type { WarningRule } from './kit/warning.ts'

/** Dropout, then batch norm, with nothing that learns between. A layer that normalizes by its batches declares a running variance as its state. */
export const beforeBatchNorm: WarningRule = {
  source: 'Li, Chen, Hu and Yang 2019 (variance shift)',
  find({ chains, varianceRatio }) {
    return chains.flatMap((chain) =>
      droppingOf(chain).flatMap((step) => {
        const next = chain.steps.findIndex((other, index) => index > step.index && !isPlain(other))
        const norm = chain.steps[next]
        if (!norm || !followsBatches(norm)) return []
        const ratio = varianceRatio(chain, step.index, next)
        const measured = ratio === undefined ? '' : ` (on these inputs ${ratio.toFixed(2)} times as large)`
        return {
          step,
          sentence: `${nameOf(step)} stands right before ${norm.path} (${norm.layer.kind}). Its mask raises the variance of what ${norm.path} sees in training${measured}, but not in evaluation, so the running variance does not fit the full network. Put the dropout after the last batch norm, or leave one of the two out.`,
        }
      }),
    )
  },
}

const followsBatches = ({ layer }: Step): boolean => layer.states !== undefined && 'variance' in layer.states

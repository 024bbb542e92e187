import { drawsOf, droppingOf, nameOf } from './kit/masks.ts'
import type { WarningRule } from './kit/warning.ts'

/** Fewer units than this, on average, are a handful. */
const HANDFUL = 5

/** Dropout that leaves a handful of units. Where a whole branch is one draw, as in drop path, there are no units to count. */
export const fewUnits: WarningRule = {
  source: 'Srivastava et al. 2014, appendix A (a width of n / keep)',
  find({ chains }) {
    return chains.flatMap((chain) =>
      droppingOf(chain).flatMap((step) => {
        const { keep, shared } = step
        const units = drawsOf(step)
        if (keep === undefined || units === undefined || shared!.every(Boolean) || keep * units >= HANDFUL) return []
        const left = Number((keep * units).toFixed(1))
        return {
          step,
          sentence: `${nameOf(step)} leaves ${left} of ${units} ${units === 1 ? 'unit' : 'units'} on average, too few to carry what the network needs at every step. Keep more here, or make the layer before it wider: n / keep units where n would do without dropout.`,
        }
      }),
    )
  },
}

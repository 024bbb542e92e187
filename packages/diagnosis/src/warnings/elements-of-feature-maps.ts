import { type Layer, layersOf } from '@thinned/nn'
import { type Chain, weightOf } from './kit/chains.ts'
import { type Dropping, droppingOf, nameOf } from './kit/masks.ts'
import type { WarningRule } from './kit/warning.ts'

/** Dropout of single elements where neighbors come from a convolution, so that they know what was dropped. */
export const elementsOfFeatureMaps: WarningRule = {
  source: 'Tompson et al. 2015; Ghiasi, Lin and Le 2018',
  find({ chains }) {
    return chains.flatMap((chain) =>
      droppingOf(chain)
        .filter((step) => dropsElements(step) && comesFromConvolution(chain, step.index))
        .map((step) => ({
          step,
          sentence: `${nameOf(step)} drops single elements of the feature maps of a convolution. Their neighbors carry nearly the same value, so little is hidden, and the mask is mostly noise in the gradients. Write channelDropout, which drops whole channels, or dropBlock, which drops blocks.`,
        })),
    )
  },
}

/** Whether each element of a feature map has a draw of its own, and drops no block around it. */
function dropsElements({ shared, layer: { options } }: Dropping): boolean {
  const isBlock = typeof options['block'] === 'number' && options['block'] > 1
  return shared !== undefined && shared.length > 1 && !shared.some(Boolean) && !isBlock
}

/** Whether the last product before a step is a convolution: its weight has a window. What has weights but no product ends the search. */
function comesFromConvolution({ steps, within, hasInput }: Chain, before: number): boolean {
  for (const { layer } of steps.slice(0, before).reverse()) {
    const ranks = layersOf(layer).flatMap(([, part]) => weightOf(part as Layer)?.length ?? [])
    if (ranks.length > 0) return ranks.some((rank) => rank > 2)
    if (Object.values(layer.parameters).some(({ shape }) => shape.length > 1)) return false
  }
  return within !== undefined && hasInput && comesFromConvolution(within.chain, within.index)
}

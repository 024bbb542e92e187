import { type Moment, type Schedule, withSettings } from '@thinned/nn'
import { integer } from '@thinned/schema'
import { DropoutError } from '../dropout-error.ts'
import { checkWidths } from '../kit/checks.ts'
import { describeKeep, type KeepOption, resolveKeep } from './keep-option.ts'
import { keepOptions, type OtherFields } from './keep-options.ts'

export type DepthRampOptions = KeepOption & {
  /** The number of layers (or blocks). */
  readonly layers: number
}

const read = keepOptions(
  'depthRamp',
  { layers: integer({ from: 1 }) } satisfies OtherFields<DepthRampOptions>,
  ', layers: 12',
)

/**
 * A keep for each layer of a deep network, falling with depth: layer l of L, counted from 1, gets 1 − (l/L)·(1 − keep). So the last layer has keep.
 * For `dropPath`, `layerDrop` or any other variant. A schedule of keep gives schedules.
 *
 * Source: Huang et al. 2016, equation 4. (timm begins with 1 at the first layer instead.)
 *
 * @throws {DropoutError} unless exactly one of keep and drop is given, in [0, 1], and layers is an integer from 1.
 *
 * @example
 * ```ts
 * import { depthRamp, dropPath } from '@thinned/dropout'
 * import { linear, relu, residual, sequential } from '@thinned/nn'
 *
 * const keeps = depthRamp({ layers: 4, keep: 0.5 })
 * console.log(keeps) // [ 0.875, 0.75, 0.625, 0.5 ]
 * const model = sequential(...keeps.map((keep) => residual(linear(8, 8), relu(), dropPath({ keep }))))
 * console.log(model.outputShape([8])) // [ 8 ]
 * ```
 */
export function depthRamp(options: DepthRampOptions): readonly Schedule[] {
  const { schedule: last, layers } = read(options)
  return Array.from({ length: layers }, (_, i) => rampAt(i + 1, layers, last))
}

/** The keep of one layer of a ramp, counted from 1. */
export function rampAt(layer: number, layers: number, last: Schedule): Schedule {
  checkWidths('depthRamp', { layers, layer })
  if (layer > layers) throw new DropoutError(`depthRamp was given layer ${layer} of ${layers}.`)
  const keepOfLayer = (keep: number): number => 1 - (layer / layers) * (1 - keep)
  if (typeof last === 'number') return keepOfLayer(last)
  return withSettings({ name: 'depthRamp', layer, layers, ...describeKeep(last) }, (moment: Moment) =>
    keepOfLayer(resolveKeep('depthRamp', last, moment)),
  )
}

import { keepScheduleFactories, variantFactories } from '@thinned/dropout'
import {
  type FromConfigOptions,
  type Layer,
  type LayerConfig,
  layerFactories,
  fromConfig as withFactories,
} from '@thinned/nn'

/**
 * The model that a config of `toConfig` describes, without parameters. It knows all layers and variants, and all schedules of keep; `layers` and
 * `schedules` add yours. Brings all layers into a bundle; `fromConfig` of @thinned/nn takes a smaller table.
 *
 * @throws {NnError} if no factory has a kind or a schedule of the config, or if the config is not as `toConfig` writes it.
 *
 * @example
 * ```ts
 * import { dropout, fromConfig, linear, sequential, toConfig } from 'thinned'
 *
 * const text = JSON.stringify(toConfig(sequential(dropout({ keep: 0.8 }), linear(8, 4))))
 * console.log(Object.keys(fromConfig(JSON.parse(text)).children)) // [ 'dropout1', 'linear1' ]
 * ```
 */
export function fromConfig(config: LayerConfig, options: Partial<FromConfigOptions> = {}): Layer {
  return withFactories(config, withKnown(options))
}

/** Options with all layers, variants and schedules of keep beside those that are given. */
export function withKnown<Options extends Partial<FromConfigOptions>>(options: Options): Options & FromConfigOptions {
  return {
    ...options,
    layers: { ...layerFactories, ...variantFactories, ...options.layers },
    schedules: { ...keepScheduleFactories, ...options.schedules },
  }
}

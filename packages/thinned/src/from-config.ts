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

/**
 * Options with all layers, variants and schedules of keep beside those that are given. What is no record stays as it is, so that the function that
 * reads it refuses it.
 */
export function withKnown<Options extends Partial<FromConfigOptions>>(options: Options): Options & FromConfigOptions {
  if (!isRecord(options)) return options as Options & FromConfigOptions
  const { layers = {}, schedules = {} } = options
  return {
    ...options,
    layers: isRecord(layers) ? { ...layerFactories, ...variantFactories, ...layers } : layers,
    schedules: isRecord(schedules) ? { ...keepScheduleFactories, ...schedules } : schedules,
  }
}

function isRecord(given: unknown): boolean {
  return typeof given === 'object' && given !== null && !Array.isArray(given)
}

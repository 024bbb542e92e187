import type { Layer, LayerFactory, Schedule } from '@thinned/nn'
import { fastDropout } from './fast/fast-dropout.ts'
import { rampAt } from './keep/depth-ramp.ts'
import { keepSchedule } from './keep/keep-option.ts'
import * as schedules from './schedules/index.ts'
import * as variants from './variants/index.ts'

type Widths<Options> = Options & { readonly inputs: number; readonly units: number }

/** A layer inside another. A config names its kind among the options of the outer one, which take no such option. */
interface Inside<L = Layer> {
  readonly layer: L
}
type Named<Options> = Options & { readonly layer?: string }

/** All exports of the variants but `pruned`, which makes no layer. */
const variantsAlone = Object.fromEntries(Object.entries(variants).filter(([name]) => name !== 'pruned')) as Readonly<
  Record<string, LayerFactory>
>

/**
 * A factory for each variant, and for `fastDropout`, for `fromConfig` of @thinned/nn. A variant whose options are its only argument is its own
 * factory. Brings all variants into a bundle.
 *
 * @example
 * ```ts
 * import { dropConnect, variantFactories } from '@thinned/dropout'
 * import { fromConfig, layerFactories, linear, toConfig } from '@thinned/nn'
 *
 * const text = JSON.stringify(toConfig(dropConnect(linear(8, 4), { keep: 0.5 })))
 * const layer = fromConfig(JSON.parse(text), { layers: { ...layerFactories, ...variantFactories } })
 * console.log(layer.kind, layer.options, Object.keys(layer.children)) // dropConnect { keep: 0.5 } [ 'layer' ]
 * ```
 */
export const variantFactories: Readonly<Record<string, LayerFactory>> = {
  ...variantsAlone,
  embeddingDropout: ({
    count,
    features,
    ...options
  }: variants.EmbeddingDropoutOptions & { readonly count: number; readonly features: number }) =>
    variants.embeddingDropout(count, features, options),
  variationalDropout: ({ inputs, units, ...options }: Widths<variants.VariationalDropoutOptions>) =>
    variants.variationalDropout(inputs, units, options),
  sparseVariationalDropout: ({ inputs, units, ...options }: Widths<variants.SparseVariationalDropoutOptions>) =>
    variants.sparseVariationalDropout(inputs, units, options),
  concreteDropout: ({ layer: _, ...options }: Named<variants.ConcreteDropoutOptions>, { layer }: Partial<Inside>) =>
    variants.concreteDropout(options, layer),
  standout: (
    { inputs, layer: _, ...options }: Named<variants.StandoutOptions> & { readonly inputs: number },
    { layer }: Partial<Inside<Layer<number, number>>>,
  ) => variants.standout(inputs, options, layer),
  dropConnect: (options: variants.DropConnectOptions, { layer }: Inside) => variants.dropConnect(layer, options),
  layerDrop: (options: variants.LayerDropOptions, { layer }: Inside) => variants.layerDrop(layer, options),
  targetedDropout: (options: variants.TargetedDropoutOptions, { layer }: Inside) =>
    variants.targetedDropout(layer, options),
  fastDropout: (_: object, { model }: { readonly model: Layer }) => fastDropout(model),
}

/**
 * A factory for each schedule of keep, for `fromConfig` of @thinned/nn: the members of `schedules`, a schedule of drop, and a layer of a
 * `depthRamp` over a schedule.
 *
 * @example
 * ```ts
 * import { dropout, keepScheduleFactories, schedules, variantFactories } from '@thinned/dropout'
 * import { fromConfig, toConfig } from '@thinned/nn'
 *
 * const config = toConfig(dropout({ keep: schedules.late({ keep: 0.5, steps: 100 }) }))
 * const layer = fromConfig(config, { layers: variantFactories, schedules: keepScheduleFactories })
 * console.log(layer.options) // { keep: { schedule: 'late', keep: 0.5, steps: 100 } }
 * ```
 */
export const keepScheduleFactories: Readonly<Record<string, (settings: never) => Schedule>> = {
  ...schedules,
  drop: ({ drop }: { readonly drop: Schedule }) => keepSchedule('drop', { drop }),
  depthRamp: ({ layer, layers, keep }: { readonly layer: number; readonly layers: number; readonly keep: Schedule }) =>
    rampAt(layer, layers, keepSchedule('depthRamp', { keep })),
}

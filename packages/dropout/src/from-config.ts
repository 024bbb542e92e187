import { isScheduleConfig, type JsonValue, type Layer, type Schedule } from '@thinned/nn'
import { DropoutError } from './dropout-error.ts'
import * as schedules from './schedules/index.ts'
import * as variants from './variants/index.ts'

/** A layer's kind and settings, as checkpoints hold them. */
export type Description = { readonly kind: string } & { readonly [setting: string]: JsonValue }

type Factory = ((settings: never) => Layer) | 'wrapper'

/** Everything in the folder but `pruned`, which makes no layer. */
const makers = Object.fromEntries(Object.entries(variants).filter(([name]) => name !== 'pruned')) as Readonly<
  Record<string, Factory>
>

/** What makes each variant of its settings, by its kind: the variant itself, where it takes nothing else. */
export const factories: Readonly<Record<string, Factory>> = {
  ...makers,
  dropConnect: 'wrapper',
  layerDrop: 'wrapper',
  targetedDropout: 'wrapper',
  embeddingDropout: ({ count, features, ...options }: EmbeddingConfig) =>
    variants.embeddingDropout(count, features, options),
  standout: ({ inputs, ...options }: StandoutConfig) => variants.standout(inputs, options),
  variationalDropout: ({ inputs, units, ...options }: Widths & variants.VariationalDropoutOptions) =>
    variants.variationalDropout(inputs, units, options),
  sparseVariationalDropout: ({ inputs, units, ...options }: Widths & variants.SparseVariationalDropoutOptions) =>
    variants.sparseVariationalDropout(inputs, units, options),
}

type EmbeddingConfig = variants.EmbeddingDropoutOptions & { readonly count: number; readonly features: number }
type StandoutConfig = variants.StandoutOptions & { readonly inputs: number }

interface Widths {
  readonly inputs: number
  readonly units: number
}

/**
 * The layer that `{ kind, ...layer.options }` describes, by its variant's name. Brings all variants into a bundle.
 *
 * @throws {DropoutError} where no variant has the kind, where it stands around another layer, and where a setting was a schedule that is not of this
 * package, a function.
 *
 * @example
 * ```ts
 * import { dropout, fromConfig } from '@thinned/dropout'
 *
 * const { kind, options } = dropout({ keep: 0.8, sharedAxes: [1] })
 * const text = JSON.stringify({ kind, ...options })
 * console.log(fromConfig(JSON.parse(text)).options) // { keep: 0.8, sharedAxes: [ 1 ] }
 * ```
 */
export function fromConfig({ kind, ...settings }: Description): Layer {
  const factory = Object.hasOwn(factories, kind) ? factories[kind] : undefined
  if (!factory)
    throw new DropoutError(
      `fromConfig was given the kind "${kind}"; it knows ${Object.keys(factories).join(', ')}. Build other layers in code.`,
    )
  if (factory === 'wrapper' || 'layer' in settings)
    throw new DropoutError(
      `fromConfig was given a ${kind}, which stands around a layer that a description does not hold. Build it in code.`,
    )
  const ready = Object.entries(settings).map(([name, value]) => [name, revivedSetting(kind, name, value)])
  return factory(Object.fromEntries(ready) as never)
}

/** A setting as an option: a schedule of this package is made again. */
function revivedSetting(kind: string, setting: string, value: JsonValue): unknown {
  if (!isScheduleConfig(value)) return value
  const { schedule: name, ...settings } = value
  const made = Object.entries(schedules).find(([known]) => known === name)?.[1] as ((o: object) => Schedule) | undefined
  if (made) return made(settings)
  throw new DropoutError(
    `fromConfig was given a ${kind} whose ${setting} was a schedule${name ? ` named ${name}` : ', a function'}, which a description does not hold. Build it in code.`,
  )
}

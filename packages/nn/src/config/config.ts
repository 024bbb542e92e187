import { type Fields, formatValue, func, record, withDefault } from '@thinned/schema'
import type { AnyModel, JsonValue, Layer } from '../layer.ts'
import { NnError } from '../nn-error.ts'
import { checkModel, isLayer, nnOptions } from '../options.ts'
import { checkName } from '../parent-layer.ts'
import { isScheduleConfig, type Schedule, type ScheduleConfig } from '../schedule.ts'
import { foldLayers } from '../tree.ts'

/** A model as plain JSON: how it is built, without its parameters. */
export interface LayerConfig {
  readonly kind: string
  /** Its name in a parent, where it was given one. */
  readonly name?: string
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Readonly<Record<string, LayerConfig>>
}

/** Makes a layer of one kind from its options, whose schedules are functions again, and from its children by name. */
export type LayerFactory = (options: never, children: never) => AnyModel

export interface FromConfigOptions {
  /** What makes each kind of layer: `layerFactories`, and those of other packages and your own. */
  readonly layers: Readonly<Record<string, LayerFactory>>
  /** What makes each schedule from its settings, by its name. Default: none. */
  readonly schedules?: Readonly<Record<string, (settings: never) => Schedule>>
}

/**
 * A model as plain JSON, from which `fromConfig` builds it again. Parameters and state are not part of it, nor are initializers: the model that is built
 * gets its parameters from a file, or from `init` with the default initializers.
 *
 * @throws {NnError} where a part is made of a function, as a composition is or a schedule without settings: by name and path.
 *
 * @example
 * ```ts
 * import { linear, relu, sequential, toConfig } from '@thinned/nn'
 *
 * console.log(toConfig(relu())) // { kind: 'relu', options: {}, children: {} }
 * console.log(toConfig(sequential(linear(8, 4))).children.linear1!.options) // { inputs: 8, outputs: 4, bias: true }
 * ```
 */
export function toConfig(model: AnyModel): LayerConfig {
  checkModel('toConfig', model)
  return foldLayers<LayerConfig>(model, ({ kind, name, options, functions = [] }, children, path) => {
    if (functions.length > 0) throw cannotSave(path, kind, `${functions.join(', ')}, a function`)
    for (const [option, value] of Object.entries(options)) checkSaved(value, path, kind, option)
    return { kind, ...(name === undefined ? {} : { name }), options, children }
  })
}

/** Refuses what JSON does not hold as it is. */
function checkSaved(value: unknown, path: string, kind: string, option: string): void {
  if (isScheduleConfig(value as JsonValue) && (value as ScheduleConfig).schedule === null)
    throw cannotSave(path, kind, `${option}, a function without settings (withSettings gives it some)`)
  if (typeof value === 'object' && value !== null)
    for (const [name, part] of Object.entries(value)) checkSaved(part, path, kind, `${option}.${name}`)
  else if (
    typeof value === 'number'
      ? !Number.isFinite(value)
      : !['boolean', 'string'].includes(typeof value) && value !== null
  )
    throw cannotSave(path, kind, `${option}, which is ${String(value)}`)
}

function cannotSave(path: string, kind: string, what: string): NnError {
  return new NnError(
    `toConfig was given a model in which ${path || 'the root'} (${kind}) is made of ${what}; JSON cannot hold that. Save the configs of its parts, and build it in code.`,
  )
}

/**
 * The model that a config describes, without parameters. A config names kinds of layers and schedules, and the tables say what makes them: no
 * code comes from JSON.
 *
 * @throws {NnError} where a kind or a schedule is in no table, and where the config is not as `toConfig` writes it: by name and path.
 *
 * @example
 * ```ts
 * import { fromConfig, layerFactories, linear, relu, sequential, toConfig } from '@thinned/nn'
 *
 * const text = JSON.stringify(toConfig(sequential(linear(8, 4), relu())))
 * const model = fromConfig(JSON.parse(text), { layers: layerFactories })
 * console.log(Object.keys(model.children)) // [ 'linear1', 'relu1' ]
 * ```
 */
export function fromConfig(config: LayerConfig, options: FromConfigOptions): Layer {
  const tables = readTables(options)
  checkDepth(config)
  return build(config, '', tables) as Layer
}

const readTables = nnOptions('fromConfig', {
  layers: record(
    func<LayerFactory>('a function that makes a layer'),
    'an object of layers by name, such as layerFactories',
  ),
  schedules: withDefault(record(func<(settings: never) => Schedule>(), 'an object of schedules by name'), {}),
} satisfies Fields<FromConfigOptions>)

/** The most levels of JSON; a deeper config would exhaust the stack. A layer within a layer is two of them. */
const MOST_LEVELS = 200

function checkDepth(value: unknown, level = 1): void {
  if (level > MOST_LEVELS)
    throw new NnError(`fromConfig was given a config that is nested more than ${MOST_LEVELS} levels deep.`)
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) checkDepth(part, level + 1)
}

function build(config: LayerConfig, path: string, tables: FromConfigOptions): AnyModel {
  checkConfig(config, path)
  const { kind, name, options, children } = config
  const factory = Object.hasOwn(tables.layers, kind) ? tables.layers[kind] : undefined
  if (!factory)
    throw new NnError(
      `fromConfig was given the kind "${kind}" at ${path || 'the root'}; it knows ${Object.keys(tables.layers).join(', ')}. Add yours to layers: { ${kind}: (options, children) => … }.`,
    )
  const parts: Readonly<Record<string, AnyModel>> = Object.fromEntries(
    Object.entries(children).map(([child, each]) => {
      checkName(child)
      return [child, build(each, path === '' ? child : `${path}/${child}`, tables)] as const
    }),
  )
  const settings = Object.entries(options).map(([option, value]) => [
    option,
    withSchedules(value, `${path || 'the root'} (${kind})`, option, tables),
  ])
  const layer = made(config, path, () => factory(Object.fromEntries(settings) as never, parts as never))
  checkMade(layer, config, path, parts)
  return name === undefined || layer.name === name ? layer : Object.assign(layer, { name })
}

/** What a factory makes. What it refuses is told with the place in the config. */
function made({ kind, options }: LayerConfig, path: string, factory: () => AnyModel): AnyModel {
  try {
    const layer = factory()
    if (!isLayer(layer)) throw new NnError(`its factory gave ${formatValue(layer)}, which is no layer.`)
    return layer
  } catch (error) {
    throw new NnError(
      `fromConfig cannot make ${path || 'the root'} (${kind}) of ${excerpt(options)}: ${(error as Error).message}`,
      { cause: error },
    )
  }
}

/**
 * Refuses a layer that is not the one of the config: an option that its factory ignored, or took as something else, and children that are others. A factory that
 * makes another kind answers for it.
 */
function checkMade(
  layer: AnyModel,
  { kind, options, children }: LayerConfig,
  path: string,
  parts: Readonly<Record<string, AnyModel>> = {},
): void {
  const place = `fromConfig was given ${path || 'the root'} (${kind}) with`
  const names = [children, layer.children].map((each) => Object.keys(each).join(', ') || '(none)')
  if (names[0] !== names[1])
    throw new NnError(`${place} the children ${names[0]}, but its factory made one with ${names[1]}.`)
  if (layer.kind !== kind) return
  const own = layer.options
  if (!Object.entries(options).every(([option, value]) => Object.hasOwn(own, option) && sameJson(value, own[option]!)))
    throw new NnError(`${place} ${excerpt(options)}, but what was made has ${excerpt(own)}.`)
  for (const [name, child] of Object.entries(layer.children))
    if (child !== parts[name]) checkMade(child, children[name]!, path === '' ? name : `${path}/${name}`)
}

/** Whether two values of JSON are the same. Objects have their fields in any order. */
function sameJson(a: JsonValue, b: JsonValue): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [ours, theirs] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  if (ours.size !== theirs.size) return false
  return Array.from(ours).every(([name, value]) => theirs.has(name) && sameJson(value, theirs.get(name)!))
}

/** A part of a config as it stands there; what no JSON has, such as a bigint, as a word. */
function excerpt(value: unknown): string {
  try {
    return JSON.stringify(value).slice(0, 200)
  } catch {
    return formatValue(value)
  }
}

/** An option whose schedules are functions again. */
function withSchedules(value: JsonValue, where: string, option: string, tables: FromConfigOptions): unknown {
  if (typeof value !== 'object' || value === null) return value
  const { schedules = {} } = tables
  const entries = Object.entries(value).map(
    ([name, part]) => [name, withSchedules(part, where, option, tables)] as const,
  )
  if (Array.isArray(value)) return entries.map(([, part]) => part)
  if (!isScheduleConfig(value)) return Object.fromEntries(entries)
  const schedule: unknown = value.schedule
  const factory = typeof schedule === 'string' && Object.hasOwn(schedules, schedule) && schedules[schedule]
  if (!factory)
    throw new NnError(
      `fromConfig was given ${where} with the schedule ${schedule === null ? 'of a function' : typeof schedule === 'string' ? schedule : formatValue(schedule)} as ${option}; it knows ${Object.keys(schedules).join(', ') || 'none'}. Add yours to schedules: { name: (settings) => … }.`,
    )
  return factory(Object.fromEntries(entries.filter(([name]) => name !== 'schedule')) as never)
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

function checkConfig(config: LayerConfig, path: string): void {
  const fits =
    isRecord(config) &&
    typeof config.kind === 'string' &&
    ['string', 'undefined'].includes(typeof config.name) &&
    isRecord(config.options) &&
    isRecord(config.children)
  if (!fits)
    throw new NnError(
      `fromConfig was given ${excerpt(config)} at ${path || 'the root'}; a config is { kind, name?, options, children }, as toConfig writes it${typeof config === 'string' ? '; parse the text with JSON.parse' : ''}.`,
    )
}

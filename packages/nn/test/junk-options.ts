import { fromConfig, type LayerConfig, type LayerFactory, type Schedule, toConfig } from '../src/index.ts'

/** Values that a file may have in the place of any option. */
const junk: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, 3, 1e9, 2 ** 53, 1e308, 'x', '', '3', '__proto__'],
  ...[[], [0], [1, 2], [[]], {}, { keep: 0.5 }, { schedule: null }, { schedule: ['late'] }, { schedule: 'depthRamp' }],
  JSON.parse('{"__proto__":{"schedule":"late"},"constructor":1}'),
]

/** The types of an option where it takes several. Elsewhere it takes the one that it has. */
const several: Readonly<Record<string, readonly string[]>> = {
  kernel: ['number', 'list'],
  size: ['number', 'list'],
  stride: ['number', 'list'],
  dilation: ['number', 'list'],
  padding: ['string', 'number', 'list'],
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  return value === null ? 'null' : typeof value
}

/** The places of all options of a config, as paths of names from its root. A layer whose kind `tables` lacks is left out. */
function placesOf({ kind, options, children }: LayerConfig, kinds: ReadonlySet<string>): string[][] {
  const below = Object.entries(children).flatMap(([name, child]) =>
    placesOf(child, kinds).map((place) => ['children', name, ...place]),
  )
  return [...(kinds.has(kind) ? insideOf(options).map((place) => ['options', ...place]) : []), ...below]
}

function insideOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => [[name], ...insideOf(part).map((place) => [name, ...place])])
}

/** An option of a layer that took what it should refuse. */
export interface Taken {
  readonly place: string
  readonly value: unknown
  readonly why: string
}

/**
 * Puts junk in the place of every option of a config, and options beside them, and says where that is neither refused with an error of ours nor a layer
 * that says the same of itself, of values of the types that the option takes.
 */
export function takenJunk(
  config: LayerConfig,
  tables: {
    readonly layers: Readonly<Record<string, LayerFactory>>
    readonly schedules?: Readonly<Record<string, (settings: never) => Schedule>>
  },
  kinds: ReadonlySet<string> = new Set(Object.keys(tables.layers)),
): readonly Taken[] {
  const taken: Taken[] = []
  const places = placesOf(config, kinds)
  for (const place of [...places, ['options', 'unheardOf'], ['options', '__proto__']])
    for (const value of junk) {
      const changed = structuredClone(config) as never as Record<string, never>
      const holder = place.slice(0, -1).reduce<Record<string, unknown>>((at, name) => at[name] as never, changed)
      const name = place.at(-1)!
      const was = Object.hasOwn(holder, name) ? holder[name] : undefined
      Object.defineProperty(holder, name, { value, enumerable: true })
      const why = problemOf(changed as never, tables, was, value, place[place.indexOf('options') + 1]!)
      if (why !== undefined) taken.push({ place: place.join('.'), value, why })
    }
  return taken
}

function problemOf(
  config: LayerConfig,
  tables: Parameters<typeof takenJunk>[1],
  was: unknown,
  value: unknown,
  option: string,
): string | undefined {
  try {
    const made = toConfig(fromConfig(config, tables))
    if (JSON.stringify(made) !== JSON.stringify(config)) return `a layer of ${JSON.stringify(made.options)} was made`
    const types =
      typeof was === 'object' && !Array.isArray(was) ? ['object', 'number'] : (several[option] ?? [typeOf(was)])
    return types.includes(typeOf(value)) ? undefined : `it takes ${types.join(' or ')}`
  } catch (error) {
    const { cause = error } = error as Error
    return ours.test((cause as Error).constructor.name) ? undefined : String(cause)
  }
}

const ours = /^(Nn|Dropout|Tensor)Error$/

import * as exported from '@thinned/dropout/facts'
import { declaredParameters, init, isInitialized, type Layer } from '@thinned/nn'
import { key } from '@thinned/rng'
import type { Settings } from './state.ts'

// biome-ignore lint/suspicious/noExplicitAny: the list holds variants of different settings, and each sees its own
export type Facts = exported.VariantFacts<any>
export type Group = Facts['group']

/** What the cards and the chosen variant show in words. It can be sent from the worker to the page. */
export interface Member {
  readonly name: string
  readonly group: Group
  readonly drops: string
  readonly formula: string
  readonly evaluation: string
  readonly source: string
  /** The address of the paper. */
  readonly link: string
  /** The year of the first paper. */
  readonly year: number
  readonly importLine: string
  /** Whether keep is one of its settings. */
  readonly hasKeep: boolean
  /** Whether it has parameters, which a run learns. */
  readonly hasParameters: boolean
  /** The settings besides keep at which it can be shown, in words; the first is shown unless another is chosen. */
  readonly choices: readonly string[]
  /** What mean and variance are those of. */
  readonly on: Facts['noise']['on']
  /** Mean and variance as formulas of the settings, where there are such. */
  readonly moments: { readonly mean: string; readonly variance: string } | undefined
}

const GROUPS: readonly Group[] = ['units', 'channels', 'blocks', 'tokens', 'weights', 'paths']

/** The facts of every variant of the folder: whatever ends in `Facts`. */
const all: ReadonlyMap<string, Facts> = new Map(
  Object.entries(exported)
    .filter(([name]) => name.endsWith('Facts'))
    .map(([, facts]) => [(facts as Facts).name, facts as Facts]),
)

/** Every variant, by what it drops, the oldest first; before all the one that they vary. */
export const members: readonly Member[] = [...all.values()]
  .map(memberOf)
  .sort(
    (a, b) =>
      rank(a) - rank(b) ||
      +(b.name === 'dropout') - +(a.name === 'dropout') ||
      a.year - b.year ||
      (a.name < b.name ? -1 : 1),
  )

function rank({ group }: Member): number {
  return GROUPS.indexOf(group)
}

export function factsOf(name: string): Facts {
  const facts = all.get(name)
  if (facts === undefined) throw new Error(`There is no variant ${name}; there are ${[...all.keys()].join(', ')}.`)
  return facts
}

function memberOf(facts: Facts): Member {
  const { name, group, drops, formula, evaluation, source, link, noise } = facts
  return {
    name,
    group,
    drops,
    formula,
    evaluation,
    source,
    link,
    year: Number(/\b(?:19|20)\d\d\b/.exec(source)?.[0]),
    importLine: `import { ${name} } from 'thinned'`,
    hasKeep: hasKeep(facts),
    hasParameters: Object.keys(declaredParameters(facts.make(facts.settings[0]))).length > 0,
    choices: choicesOf(facts).map(inWords),
    on: noise.on,
    moments: noise.moments,
  }
}

type Options = Readonly<Record<string, unknown>>

function hasKeep({ settings }: Facts): boolean {
  return settings.every((options) => 'keep' in options)
}

function inWords(options: Options): string {
  const words = Object.entries(options).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join(' and ') : String(value)}`,
  )
  return words.join(', ') || 'defaults'
}

/** The different settings besides keep at which the variant checks its laws, that in the middle first. */
function choicesOf({ settings }: Facts): readonly Options[] {
  const different = new Map<string, Options>()
  for (const { keep: _, ...others } of settings as readonly Options[]) different.set(JSON.stringify(others), others)
  const choices = [...different.values()]
  const middle = Math.floor((choices.length - 1) / 2)
  return [choices[middle]!, ...choices.slice(0, middle), ...choices.slice(middle + 1)]
}

/** The options of a variant at these settings of the figure. */
export function optionsOf(facts: Facts, { keep, setting }: Pick<Settings, 'keep' | 'setting'>): Options {
  const choices = choicesOf(facts)
  return { ...(choices[setting] ?? choices[0]), ...(hasKeep(facts) ? { keep } : {}) }
}

/** The layer, with its first parameters if it has some. */
export function layerOf(facts: Facts, options: Options): Layer {
  const layer = facts.make(options)
  if (!isInitialized(layer)) init(layer, key('family'))
  return layer
}

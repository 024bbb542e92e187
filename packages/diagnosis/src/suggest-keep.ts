import { type AnyModel, type LayerRole, layersOf } from '@thinned/nn'
import { checkModel } from './check-model.ts'
import { DiagnosisError } from './diagnosis-error.ts'

/** Where units should be dropped, and how many stay. */
export interface KeepSuggestion {
  /** The path of the layer with weights. */
  readonly path: string
  /** 'before' the layer; 'after' the last one, where nothing is dropped. */
  readonly place: 'before' | 'after'
  /** The units that are dropped: features, or channels of a convolution. */
  readonly units: number
  /** The weights that feed each unit of the layer. */
  readonly weights: number
  /** From 0 to 1; 1 where nothing should be dropped. */
  readonly keep: number
  /** The variant; absent where keep is 1. */
  readonly variant?: 'dropout' | 'channelDropout' | 'lockedDropout'
  /** How many units the hidden layer should have with dropout, where it has the right width without: units / keep. */
  readonly width?: number
  /** The range of the max-norm bound of this layer's weights. */
  readonly maxNorm?: readonly [low: number, high: number]
  readonly reason: string
}

/** A setting of the training that goes with dropout. */
export interface SettingSuggestion {
  readonly setting: 'learningRate' | 'momentum' | 'maxNorm'
  /** The range. The learning rate is a factor of the one without dropout. */
  readonly range: readonly [low: number, high: number]
  readonly reason: string
}

export interface KeepSuggestions {
  readonly layers: readonly KeepSuggestion[]
  readonly settings: readonly SettingSuggestion[]
}

/** A rule of thumb of the literature. */
interface Rule {
  readonly keep: number
  readonly variant: NonNullable<KeepSuggestion['variant']>
  readonly source: string
}

type Family = 'dense' | 'convolution' | 'recurrent' | 'attention'

const rules: Record<Family, { readonly input: Rule; readonly hidden: Rule }> = {
  dense: {
    input: { keep: 0.8, variant: 'dropout', source: '0.8 of real-valued inputs (Srivastava et al. 2014, appendix A)' },
    hidden: { keep: 0.5, variant: 'dropout', source: '0.5 of hidden units (Srivastava et al. 2014, appendix A)' },
  },
  convolution: {
    input: { keep: 0.9, variant: 'dropout', source: '0.9 of the pixels (Srivastava et al. 2014, section 6)' },
    hidden: {
      keep: 0.75,
      variant: 'channelDropout',
      source:
        '0.75 between convolutions (Srivastava et al. 2014, section 6), more than in dense layers because a kernel has few weights; whole channels, because neighboring values of one are alike (Tompson et al. 2015)',
    },
  },
  recurrent: {
    input: {
      keep: 0.8,
      variant: 'lockedDropout',
      source: '0.8 of the inputs, one mask for all steps (Gal and Ghahramani 2016)',
    },
    hidden: {
      keep: 0.5,
      variant: 'lockedDropout',
      source: '0.5 between recurrent layers, one mask for all steps (Zaremba et al. 2014; Gal and Ghahramani 2016)',
    },
  },
  attention: {
    input: { keep: 0.9, variant: 'dropout', source: '0.9 in transformers (Vaswani et al. 2017, section 5.4)' },
    hidden: { keep: 0.9, variant: 'dropout', source: '0.9 in transformers (Vaswani et al. 2017, section 5.4)' },
  },
}

/** Layers of other roles are dense. */
const families: Partial<Record<LayerRole, Family>> = {
  convolution: 'convolution',
  recurrence: 'recurrent',
  attention: 'attention',
}

/** A thinned layer of fewer units than these loses what it needs. */
const FEWEST_UNITS = 8

/** Of fewer inputs than these each may count. */
const MANY_INPUTS = 100

/** What the paper names as typical: max-norm 3 to 4 and a learning rate 10 to 100 times as high, where evaluation multiplies by keep. */
const paper = { maxNorm: [3, 4], learningRate: [10, 100], momentum: [0.95, 0.99] } as const

/**
 * How much to keep before each layer with weights, and after the last one, where nothing is dropped: a start for a search, not its result. The
 * numbers are the defaults of Srivastava et al. 2014 (appendix A): 0.8 at inputs and 0.5 in hidden layers, 0.9 and 0.75 at convolutions. Where that
 * would leave fewer than 8 units, more are kept, and all of fewer than 100 inputs, such as the columns of a table. The layers follow one another as in `layersOf`; the first of them takes the data.
 *
 * In a regression leave out the dropout right before the last layer, where masks move the predictions themselves.
 *
 * The settings of the paper hold where evaluation multiplies by keep. Here training divides by keep, so that max-norm bounds are multiplied by keep,
 * and learning rates by keep².
 *
 * @throws {DiagnosisError} on what is no model, and on one without weights.
 *
 * @example
 * ```ts
 * import { suggestKeep } from '@thinned/diagnosis'
 * import { linear, relu, sequential } from '@thinned/nn'
 *
 * const { layers } = suggestKeep(sequential(linear(784, 256), relu(), linear(256, 10)))
 * console.log(layers.map(({ place, path, keep }) => `${keep} ${place} ${path}`)) // [ '0.8 before linear1', '0.5 before linear2', '1 after linear2' ]
 * ```
 */
export function suggestKeep(model: AnyModel): KeepSuggestions {
  const weighted = layersWithWeights(checkModel('suggestKeep', model))
  const isTransformer = weighted.some(({ role }) => role === 'attention')
  const firstFeatures = weighted.findIndex(({ role }) => role !== 'embedding')
  const layers = weighted.map((layer, i) =>
    layer.role === 'embedding'
      ? nothing(
          layer,
          'before',
          'An embedding takes indices, of which nothing can be dropped; drop its features, or whole words with wordDropout.',
        )
      : suggestion(layer, isTransformer ? 'attention' : layer.family, {
          position: i === firstFeatures ? 'input' : 'hidden',
          isEmbedded: firstFeatures > 0,
        }),
  )
  const last = weighted.at(-1)
  if (!last)
    throw new DiagnosisError(
      'suggestKeep was given a model without weights; dropout stands before layers with weights, such as linear(8, 4).',
    )
  const after = nothing(last, 'after', 'The outputs are the prediction; a dropped one is a wrong one.')
  return {
    layers: [...layers, after],
    settings: settingsFor(layers.reduce((lowest, { keep }) => Math.min(lowest, keep), 1)),
  }
}

interface WeightLayer {
  readonly path: string
  readonly role: LayerRole | undefined
  readonly family: Family
  readonly units: number
  readonly weights: number
}

/** Attention counts as one layer, with the width of its projections. */
function layersWithWeights(model: AnyModel): readonly WeightLayer[] {
  const found: WeightLayer[] = []
  const inside: string[] = []
  for (const [path, { role, parameters, options }] of layersOf(model)) {
    if (role === 'positions' || inside.some((parent) => path.startsWith(parent))) continue
    if (role === 'attention') {
      const units = Number(options['features'])
      inside.push(path === '' ? '' : `${path}/`)
      found.push({ path, role, family: 'attention', units, weights: units })
      continue
    }
    // The gates of a layer that drops, such as standout, feed no units.
    if ('keep' in options && !parameters['weight']) continue
    const shape = Object.values(parameters).find((spec) => spec.shape.length > 1)?.shape
    if (!shape) continue
    const weights = shape.slice(0, -1).reduce((product, size) => product * size, 1)
    const units = role === 'convolution' ? shape.at(-2)! * Number(options['groups'] ?? 1) : shape.at(-2)!
    const family = (role && families[role]) ?? 'dense'
    found.push({ path, role, family, units, weights })
  }
  return found
}

function nothing(
  { path, units, weights }: WeightLayer,
  place: KeepSuggestion['place'],
  reason: string,
): KeepSuggestion {
  return { path, place, units, weights, keep: 1, reason }
}

interface Place {
  readonly position: 'input' | 'hidden'
  /** Whether the inputs are the features of an embedding. */
  readonly isEmbedded: boolean
}

function suggestion(layer: WeightLayer, family: Family, { position, isEmbedded }: Place): KeepSuggestion {
  const { path, units, weights } = layer
  const rule = rules[family][position]
  // Pixels are many, however few their channels.
  const dropped = family === 'convolution' && position === 'input' ? Number.POSITIVE_INFINITY : units
  const keep = Math.min(Math.max(rule.keep, Math.ceil((FEWEST_UNITS / dropped) * 20) / 20), 1)
  if (position === 'input' && family === 'dense' && !isEmbedded && units < MANY_INPUTS)
    return nothing(
      layer,
      'before',
      `${units} inputs are few, and each may count. Where they repeat each other, compare with keep ${rule.keep}.`,
    )
  if (keep === 1) return nothing(layer, 'before', `${units} units feed this layer, too few to do without some of them.`)
  const why =
    keep === rule.keep
      ? `Keep ${rule.source}.`
      : `Keep ${keep}, not ${rule.keep}, so that about ${FEWEST_UNITS} of the ${units} units stay.`
  const width = position === 'hidden' ? Math.ceil(units / keep) : undefined
  return {
    path,
    place: 'before',
    units,
    weights,
    keep,
    variant: rule.variant,
    ...(width ? { width } : {}),
    maxNorm: [rounded(paper.maxNorm[0] * keep), rounded(paper.maxNorm[1] * keep)],
    reason: width ? `${why} If ${units} units are right without dropout, take ${width} with it (units / keep).` : why,
  }
}

/** The settings of a training with this keep in its hidden layers; none where everything is kept. */
export function settingsFor(keep: number): readonly SettingSuggestion[] {
  if (keep === 1) return []
  const [slow, fast] = paper.learningRate.map((factor) => rounded(factor * keep * keep)) as [number, number]
  const [low, high] = paper.maxNorm.map((bound) => rounded(bound * keep)) as [number, number]
  return [
    {
      setting: 'learningRate',
      range: [slow, fast],
      reason: `Masks make gradients noisy, and their noise averages out over large steps: ${slow} to ${fast} times the learning rate without dropout (of SGD; 10 to 100 times in the paper, times keep², because training divides by keep).`,
    },
    {
      setting: 'momentum',
      range: paper.momentum,
      reason: 'A high momentum averages the noise of the masks: 0.95 to 0.99, where 0.9 is usual without dropout.',
    },
    {
      setting: 'maxNorm',
      range: [low, high],
      reason: `A bound on the incoming weights of each unit keeps such steps from growing without limit: ${low} to ${high} at keep ${keep} (3 to 4 in the paper, times keep).`,
    },
  ]
}

const rounded = (value: number): number => Math.round(value * 100) / 100

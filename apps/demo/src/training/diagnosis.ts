import { type Diagnosis, diagnose } from '@thinned/diagnosis'
import type { Layer } from '@thinned/nn'
import { foldIn, key } from '@thinned/rng'
import type { LearningData } from '../data/demo-data.ts'
import type { RunSettings } from '../settings.ts'

/** Random sets of units that are removed, and the passes over the examples that each of them takes. */
const DRAWS = 3
const PASSES_OF_DRAW = 18
/** About how many products training takes for each weight, example and epoch, in the time of those of a diagnosis. */
const PRODUCTS_OF_TRAINING = 2
/** The share of its training that a network's diagnosis may take. */
const SHARE = 0.1
/** Or so many products: less than a second. */
const LEAST_PRODUCTS = 6e9
/** The least examples to tell what single units contribute, and to diagnose at all. */
const FEWEST = { contributions: 150, any: 100 }
const MOST = 1000

/** How many examples are diagnosed, and whether each unit is ablated, so that the diagnosis is short beside the training. */
export function diagnosisSize(
  widths: readonly number[],
  { train, epochs }: Pick<RunSettings, 'train' | 'epochs'>,
): { readonly maxExamples: number; readonly contributions: boolean } {
  const weights = widths.slice(1).map((width, i) => width * widths[i]!)
  const pass = weights.reduce((sum, each) => sum + each, 0)
  const budget = Math.max(LEAST_PRODUCTS, SHARE * PRODUCTS_OF_TRAINING * train * epochs * pass)
  const removal = (1 + DRAWS * PASSES_OF_DRAW) * pass
  // Without a unit, only the layers after it are computed.
  const ablation = widths
    .slice(1, -1)
    .reduce((sum, width, i) => sum + width * weights.slice(i + 1).reduce((after, each) => after + each, 0), 0)
  const examples = (products: number): number => Math.min(MOST, Math.floor(budget / products))
  const withAblation = examples(removal + ablation)
  return withAblation >= FEWEST.contributions
    ? { maxExamples: withAblation, contributions: true }
    : { maxExamples: Math.max(FEWEST.any, examples(removal)), contributions: false }
}

/** What the hidden units do on test examples. `onProgress` hears the share that is done. */
export function diagnosisOf(
  model: Layer,
  { splits }: LearningData,
  widths: readonly number[],
  settings: Pick<RunSettings, 'train' | 'epochs' | 'seed'>,
  onProgress: (done: number) => void,
): Promise<Diagnosis> {
  return diagnose(model, splits.test, {
    ...diagnosisSize(widths, settings),
    draws: DRAWS,
    key: foldIn(key(settings.seed), 'diagnose'),
    onProgress: ({ done, passes }) => onProgress(done / passes),
  })
}

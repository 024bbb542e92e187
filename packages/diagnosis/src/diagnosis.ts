import type { Contributions } from './contributions/contributions.ts'
import type { KeepUse } from './keep/keep-used.ts'
import type { GradientNoise } from './noise/gradient-noise.ts'
import type { Removal } from './robustness/robustness.ts'
import type { UnitStatistics } from './units/unit-statistics.ts'

/** What one hidden layer does in the full network. */
export interface LayerDiagnosis extends UnitStatistics {
  /** The path of the layer whose outputs are the units, such as 'relu1'. */
  readonly path: string
  /** What each unit contributes; null where this was not asked for. */
  readonly contributions: Contributions | null
}

/** What `diagnose` found, in plain JSON. */
export interface Diagnosis {
  /** The number of examples that it was measured on. */
  readonly examples: number
  /** The mean loss of the full network. */
  readonly loss: number
  /** The share of wrong classes of the full network, in [0, 1]; null without classes. */
  readonly error: number | null
  /** The hidden layers, in the order in which a pass meets them. */
  readonly layers: readonly LayerDiagnosis[]
  /**
   * Linear CKA between each two of these layers [layers, layers], unbiased: 1 where they say the same of the examples. A layer with positions is taken by
   * its means over them. Null where it is not defined: below 4 examples, and for layers that say the same of all examples.
   */
  readonly cka: readonly (readonly (number | null)[])[]
  /** Without 0, 10, …, 90 % of the units of all these layers; null where this was not asked for. */
  readonly robustness: readonly Removal[] | null
  /** The keep of each layer that drops, and what its masks really kept. Null where something follows a schedule and no `moment` of it was given. */
  readonly keep: readonly KeepUse[] | null
  /** The noise of gradients from masks against that from batches; null where this was not asked for. */
  readonly gradientNoise: GradientNoise | null
}

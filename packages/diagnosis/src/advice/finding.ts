/** What a finding is about. */
export type FindingKind =
  | 'unmeasured'
  | 'tooFewExamples'
  | 'overfitting'
  | 'noOverfitting'
  | 'addDropout'
  | 'settings'
  | 'moreUpdates'
  | 'stillOverfitting'
  | 'validationRose'
  | 'underfitting'
  | 'raiseCapacity'
  | 'trainLonger'
  | 'leveledOff'
  | 'nothingToGain'

/** 'certain': beyond chance at the 1 % level, or a plain fact. 'likely': at the 5 % level, or an experience. 'unclear': the data do not tell. */
export type Certainty = 'certain' | 'likely' | 'unclear'

/** One thing that a history says, in a sentence or two. */
export interface Finding {
  readonly kind: FindingKind
  readonly sentence: string
  readonly sure: Certainty
  /** The numbers behind the sentence, by name. Errors are fractions; a figure that is not known is absent. */
  readonly figures: Readonly<Record<string, number>>
}

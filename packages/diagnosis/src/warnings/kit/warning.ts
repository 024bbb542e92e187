import type { Chain, Step } from './chains.ts'

/** What a rule sees of a model. */
export interface Seen {
  /** The chain of the model itself first. */
  readonly chains: readonly Chain[]
  readonly task: 'classification' | 'regression' | undefined
  /** The variance behind the step `to` − 1 under masks of the step `from`, over that of the full network. Undefined where there is nothing to measure it on. */
  varianceRatio(chain: Chain, from: number, to: number): number | undefined
}

/** One kind of warning: the paper behind it, and where a model shows it. Its name is that of its export. */
export interface WarningRule {
  readonly source: string
  find(seen: Seen): readonly { readonly step: Step; readonly sentence: string }[]
}

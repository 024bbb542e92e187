/** The keep of one layer that drops, against what its masks kept in one pass of thinned networks over the examples. */
export interface KeepUse {
  /** The path of the layer, such as 'dropout1'. */
  readonly path: string
  /** Its kind, such as 'dropout'. */
  readonly kind: string
  /** The keep that the layer says it used, from 0 to 1: given, scheduled or learned. */
  readonly keep: number
  /** The share that its masks kept, from 0 to 1; 1 − kept is the share of zeros. Null where the layer shows no mask. */
  readonly kept: number | null
  /** The standard deviation of `kept` around `keep` that separate draws have, √(keep (1 − keep) / draws). Null where the layer shows no mask. */
  readonly standardError: number | null
}

/** What a measure is by definition, written plainly in float64. */
export interface Definition {
  readonly batches: readonly object[]
  // biome-ignore lint/suspicious/noExplicitAny: each takes its own batches
  readonly found: (batch: any) => unknown
  // biome-ignore lint/suspicious/noExplicitAny: each takes its own batches
  readonly exact: (batch: any) => unknown
}

/** Of the measures of a family, by name. */
export type Definitions = Readonly<Record<string, Definition>>

import type { Key } from '@thinned/rng'
import type { Arrays } from '../../dataset/arrays.ts'
import type { DataSource } from '../../dataset/data-source.ts'
import type { Dataset } from '../../dataset/dataset.ts'

/** The data that the worker starts with. */
export interface SourceRequest {
  readonly module: string
  readonly options: unknown
}

/** To the worker: a request for examples. */
export interface FetchRequest {
  readonly id: number
  readonly rows: Float64Array
  readonly key: Key | undefined
}

/** The properties of a source, without its functions. */
export type SourceFacts = Omit<DataSource<Arrays, Arrays>, 'fetch'>

/** From the worker. */
export type SourceMessage =
  | { readonly kind: 'ready'; readonly facts: SourceFacts }
  | { readonly kind: 'batch'; readonly id: number; readonly batch: Dataset<Arrays, Arrays> }
  | { readonly kind: 'failed'; readonly id: number | undefined; readonly message: string }

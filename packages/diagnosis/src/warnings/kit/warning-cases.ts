import type { AnyModel } from '@thinned/nn'
import type { WarningsOptions } from '../../warnings-of.ts'

interface Case {
  readonly model: AnyModel
  readonly options?: WarningsOptions
}

/** What the suite must know of one kind of warning. */
export interface WarningCases {
  /** Models that raise it, once each, at this path and with these words. They raise no other warning. */
  readonly raises: Readonly<Record<string, Case & { readonly path: string; readonly says: string }>>
  /** Models that raise no warning at all, but nearly this one. */
  readonly passes: Readonly<Record<string, Case>>
}

import type { Shape } from '@thinned/tensor'
import type { Initializer } from '../src/index.ts'

/** What the suites must know of an initializer: settings worth trying, each under a name that says what is particular to it. */
export type InitializerCases = Readonly<Record<string, InitializerCase>>

export interface InitializerCase {
  make(): Initializer
  /** A parameter of 10,000 elements or more, whose moments are compared. */
  readonly shape: Shape
  readonly mean: number
  readonly std: number
  /** E(x − mean)⁴ / std⁴, for the bound on the standard deviation: 3 is a normal law's, 1.8 a uniform one's. */
  readonly kurtosis: number
  /** The largest |x − mean| that can be, where there is one. */
  readonly largest?: number
  /** Whether the values depend on the key. Default true. */
  readonly draws?: boolean
}

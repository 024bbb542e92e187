import type { MaskSpec } from './masks/mask.ts'

/** What may follow a matrix product inside its kernel, with the result of the separate operations to the last bit. */
export interface Epilogue {
  /** max(x, 0), first. */
  readonly relu: boolean
  /** Dropout by mask law 1, after that. */
  readonly mask?: MaskSpec | undefined
}

// @thinned/nn/initializers

export interface OrthogonalOptions {
  readonly gain?: number
}

export interface TruncatedNormalOptions {
  readonly limit?: number
}

export function glorot(): Initializer

export function he(): Initializer

export function lecun(): Initializer

export function normal(std: number): Initializer

export const ones: Initializer

export function orthogonal(options?: OrthogonalOptions): Initializer

export function truncatedNormal(std: number, options?: TruncatedNormalOptions): Initializer

export const zeros: Initializer

// @thinned/math

export class MathError extends ThinnedError {
  override readonly name = 'MathError'
}

export function cos(x: number): number

export function erf(x: number): number

export function exp(x: number): number

export function expm1(x: number): number

export function log(x: number): number

export function log1p(x: number): number

export function pow(x: number, y: number): number

export function sigmoid(x: number): number

export function sin(x: number): number

export function tanh(x: number): number

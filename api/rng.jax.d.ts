// @thinned/rng/jax

export type Key = readonly [
  k0: number,
  k1: number
]

export class RngError extends ThinnedError {
  override readonly name: string
}

export function bernoulli(k: Key, length: number, keep: number, start?: number): Uint8Array

export function bits(k: Key, length: number, start?: number): Uint32Array

export function foldIn(k: Key, data: number): Key

export function isKey(value: unknown): value is Key

export function key(seed: number): Key

export function split(k: Key, count?: number): readonly Key[]

export function uniform(k: Key, length: number, start?: number): Float32Array

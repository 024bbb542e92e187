// @thinned/rng

export interface Folds {
  hear<T>(fn: () => T): T
  words(root: Key): number[]
  equals(other: Folds): boolean
}

export type FourWords = readonly [
  number,
  number,
  number,
  number
]

export type Key = readonly [
  k0: number,
  k1: number
]

export const MASK_LAW: 1

export class RngError extends ThinnedError {
  override readonly name: string
}

export function bernoulli(k: Key, length: number, keep: number, start?: number): Uint8Array

export function bits(k: Key, length: number, start?: number): Uint32Array

export function fillBits(k: Key, out: Uint32Array, start?: number): void

export function fillMask(k: Key, threshold: number, rows: number, columns: number, out: Uint8Array, firstRow?: number, outOffset?: number): void

export function fillNormal(k: Key, out: Float32Array, start?: number): void

export function fillUniform(k: Key, out: Float32Array, start?: number): void

export function foldIn(k: Key, data: number | string): Key

export function foldsFrom(root: Key): Folds

export function integers(k: Key, length: number, range: {
  readonly low?: number
  readonly high: number
}, start?: number): Float64Array

export function isKey(value: unknown): value is Key

export function keepThreshold(keep: number): number

export function key(seed: number | bigint | string): Key

export function maskDraw(k: Key, row: number, column: number): number

export function normal(k: Key, length: number, start?: number): Float32Array

export function permutation(k: Key, n: number): Uint32Array

export function philox4x32(key2: readonly [
  number,
  number
], counter4: FourWords): [
  number,
  number,
  number,
  number
]

export function split(k: Key, count?: number): readonly Key[]

export function threefry2x32(k: readonly [
  number,
  number
], counter: readonly [
  number,
  number
]): [
  number,
  number
]

export function threefry4x32(key4: FourWords, counter4: FourWords): [
  number,
  number,
  number,
  number
]

export function truncatedNormal(k: Key, length: number, limit: number, start?: number): Float32Array

export function uniform(k: Key, length: number, start?: number): Float32Array

/** One array, or several by name, as models of several inputs or outputs take them. */
export type Arrays<T extends NdArray = NdArray> = T | Readonly<Record<string, T>>

/** An array of any rank: its elements in row-major order (the last axis runs fastest) and the length of each axis. */
export interface NdArray<T extends Float32Array | Uint8Array | Int32Array = Float32Array | Uint8Array | Int32Array> {
  readonly data: T
  readonly shape: readonly number[]
}

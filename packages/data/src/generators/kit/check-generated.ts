import { DataError } from '../../data-error.ts'

/** Refuses numbers that left the range of float32, as by a great noise; returns the numbers. */
export function checkGenerated(owner: string, data: Float32Array): Float32Array {
  if (data.every(Number.isFinite)) return data
  throw new DataError(
    `${owner} was given numbers so great that an example is beyond the range of float32, 3.4e38; give smaller ones.`,
  )
}

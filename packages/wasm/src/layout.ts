/**
 * The first bytes of the memory: what threads share. Each word that threads write has a pair of cache lines of its own. Tensors
 * begin at `FIRST_FREE`.
 */

/** i64: epoch of the job (24 bits), chunks of the job (20), next chunk to take (20). */
export const TICKET = 128
/** i32: chunks of the job that are done. */
export const DONE = 256
/** i32: counts jobs; sleeping workers wait on it. */
export const WAKE = 384
/** i32: workers that sleep, or are about to. */
export const PARKED = 512
/** i32: place of the job's function in the table. */
export const JOB = 640
/** i32: a kernel sets it where an operand is outside of the function's domain. */
export const REFUSED = 704
/** Numbers that are operands of an elementwise job: 12 words. */
export const SCALARS = 720
/** The arguments of the job: 60 words. */
export const ARGUMENTS = 768
/** i32 for each thread, 128 bytes apart: chunks it has executed. */
export const EXECUTED = 1024

export const MAX_THREADS = 32
export const MAX_CHUNKS = 0xfffff

/** Each thread's own scratch memory. */
export const SCRATCH: number = EXECUTED + MAX_THREADS * 128
export const SCRATCH_BYTES: number = 128 * 1024

export function firstFree(threads: number): number {
  return SCRATCH + threads * SCRATCH_BYTES
}

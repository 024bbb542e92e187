/**
 * The layout of the memory. Its first bytes are the words of the threads: each word that several threads write has two cache lines for
 * itself. Then comes the scratch memory of each thread, and from `firstFree` on the memory pool.
 */

/** i64: the job's epoch (44 bits), its number of chunks (20 bits). */
export const TICKET = 128
/** i32: number of the job's chunks that are done. */
export const DONE = 256
/** i32: a counter of jobs, on which sleeping workers wait. */
export const WAKE = 384
/** i32: number of workers that sleep or are about to. */
export const PARKED = 512
/** i32: table index of the job's function. */
export const JOB = 640
/** i32: the number of modules that are linked. */
export const LINKED = 644
/** i32: the number of threads. */
export const THREADS = 648
/** i32: a kernel sets it to 1 where an operand is outside of its function's domain. */
export const REFUSED = 704
/** 12 words: numbers that are operands of an elementwise kernel. */
export const SCALARS = 720
/** 60 words: the arguments of the job, 8 bytes each. */
export const ARGUMENTS = 768
/** i32 for each thread, 128 bytes apart: number of the chunks that the thread has executed. */
export const EXECUTED = 1024
/** Bytes from there to an i64: an epoch (44 bits), and the next chunk of the thread's range (20 bits). */
export const NEXT = 8

export const MAX_THREADS = 32
export const MAX_CHUNKS = 0xfffff

/** The scratch memory of each thread, SCRATCH_BYTES long. */
export const SCRATCH: number = EXECUTED + MAX_THREADS * 128
export const SCRATCH_BYTES: number = 192 * 1024

/** The first address of the memory pool. */
export function firstFree(threads: number): number {
  return SCRATCH + threads * SCRATCH_BYTES
}

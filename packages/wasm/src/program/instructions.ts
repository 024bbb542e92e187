/**
 * The instructions of a program, as words in memory. The first word of each is its number.
 *
 * | instruction | words after the number |
 * | --- | --- |
 * | END | |
 * | LAUNCH | table index of the job, chunks, 1 where it runs on the caller's thread alone, bytes of the arguments (a multiple of 16), 0, the arguments |
 * | WRITE | address, word |
 * | FILL | address, bytes, byte |
 * | FILL_WORDS | address, words, word |
 * | COPY | address, bytes, then the bytes, up to a whole word |
 * | BRANCH | address, limit, bytes to skip where the word at the address is at least the limit |
 * | SKIP | bytes to skip |
 *
 * Bytes to skip count from the end of the instruction.
 */
export const END = 0
export const LAUNCH = 1
export const WRITE = 2
export const FILL = 3
export const FILL_WORDS = 4
export const COPY = 5
export const BRANCH = 6
export const SKIP = 7

/** Bytes of a LAUNCH before its arguments. */
export const LAUNCH_BYTES = 24

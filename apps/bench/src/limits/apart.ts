/**
 * Bytes between what is read and what is written. Processors take a read for one that waits for a write where the addresses differ by a
 * multiple of 4,096: a limit must not stumble over that.
 */
export const APART = 2112

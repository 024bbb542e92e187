/** The most bytes that a compressed file unpacks to, unless the reader says otherwise: a small file may pack a thousand times its size. */
export const MAX_UNPACKED_BYTES: number = 1024 * 1024 * 1024

/**
 * The draws of JAX (`jax.random` with its default: the partitionable threefry), equal bit for bit for the seeds 0 …
 * 2^32 − 1, where JAX gives the same whether or not it has 64-bit types on.
 *
 * For all else use the main entry: it spends half as many hashes on a word, and its masks are the law of this house.
 */

export { isKey, type Key } from '../keys/is-key.ts'
export { split } from '../keys/split.ts'
export { RngError } from '../rng-error.ts'
export { bernoulli, bits, uniform } from './draws.ts'
export { foldIn, key } from './keys.ts'

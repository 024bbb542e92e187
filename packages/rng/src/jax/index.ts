/**
 * The draws of JAX (`jax.random` with its default: the partitionable threefry), equal bit for bit for the seeds 0 …
 * 2^32 − 1, where JAX gives the same whether or not it has 64-bit types on.
 *
 * For anything else use the main entry: it needs half as many hashes for a word, and it has the masks of Thinned.
 */

export { isKey, type Key } from '../keys/is-key.ts'
export { split } from '../keys/split.ts'
export { RngError } from '../rng-error.ts'
export { bernoulli, bits, uniform } from './draws.ts'
export { foldIn, key } from './keys.ts'

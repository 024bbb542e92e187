/**
 * The draws of JAX (`jax.random` with its default: the partitionable threefry), equal bit for bit for the seeds 0 …
 * 2^32 − 1, where JAX gives the same whether or not it has 64-bit types on.
 *
 * For all else use the main entry: it spends half as many hashes on a word, and its masks are the law of this house.
 */

export { isKey, type Key } from './is-key.ts'
export { bernoulli } from './jax/bernoulli.ts'
export { bits } from './jax/bits.ts'
export { foldIn } from './jax/fold-in.ts'
export { key } from './jax/key.ts'
export { uniform } from './jax/uniform.ts'
export { RngError } from './rng-error.ts'
export { split } from './split.ts'

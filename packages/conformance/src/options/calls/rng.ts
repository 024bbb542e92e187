import * as rng from '@thinned/rng'
import * as jax from '@thinned/rng/jax'
import type { Calls } from '../calls.ts'

const k = rng.key(1)

export const entries: readonly object[] = [rng, jax]

export const calls: Calls = {
  bernoulli: [rng.bernoulli, k, 3, 0.5, 0],
  bits: [rng.bits, k, 3, 0],
  fillBits: [rng.fillBits, k, new Uint32Array(3), 0],
  fillMask: [rng.fillMask, k, rng.keepThreshold(0.5), 2, 3, new Uint8Array(6), 0, 0],
  fillNormal: [rng.fillNormal, k, new Float32Array(3), 0],
  fillUniform: [rng.fillUniform, k, new Float32Array(3), 0],
  foldIn: [rng.foldIn, k, 'a'],
  foldsFrom: [rng.foldsFrom, k],
  integers: [rng.integers, k, 3, { high: 5 }, 0],
  isKey: [rng.isKey, k],
  keepThreshold: [rng.keepThreshold, 0.5],
  key: [rng.key, 1],
  maskDraw: [rng.maskDraw, k, 1, 2],
  normal: [rng.normal, k, 3, 0],
  permutation: [rng.permutation, k, 3],
  philox4x32: [rng.philox4x32, [1, 2], [1, 2, 3, 4]],
  split: [rng.split, k, 2],
  threefry2x32: [rng.threefry2x32, [1, 2], [1, 2]],
  threefry4x32: [rng.threefry4x32, [1, 2, 3, 4], [1, 2, 3, 4]],
  truncatedNormal: [rng.truncatedNormal, k, 3, 2, 0],
  uniform: [rng.uniform, k, 3, 0],
  'jax.bernoulli': [jax.bernoulli, k, 3, 0.5, 0],
  'jax.bits': [jax.bits, k, 3, 0],
  'jax.foldIn': [jax.foldIn, k, 1],
  'jax.key': [jax.key, 1],
  'jax.uniform': [jax.uniform, k, 3, 0],
}

import type { Key } from '@thinned/rng'
import { type BackendOption, backendOr } from './backend-option.ts'
import { dispatch } from './dispatch.ts'
import { add } from './ops/add.ts'
import { mul } from './ops/mul.ts'
import { scope } from './scope.ts'
import { checkShape, type Shape } from './shape.ts'
import { allocate, type Tensor } from './tensor.ts'

export interface RandomOptions extends BackendOption {
  /** Default float32. */
  readonly dtype?: 'float32' | 'float64'
}

/** Uniform in [low, high) (default [0, 1)): element i is low + (high − low) · uniform(key)[i], 24 bits each. */
export function randomUniform(
  key: Key,
  shape: Shape,
  { low = 0, high = 1, ...options }: RandomOptions & { low?: number; high?: number } = {},
): Tensor {
  return scope(() => add(mul(draw('uniform', key, shape, options), high - low), low))
}

/** Normal with the given mean and standard deviation (default 0 and 1): element i is mean + std · normal(key)[i]. */
export function randomNormal(
  key: Key,
  shape: Shape,
  { mean = 0, std = 1, ...options }: RandomOptions & { mean?: number; std?: number } = {},
): Tensor {
  return scope(() => add(mul(draw('normal', key, shape, options), std), mean))
}

function draw(
  kernel: 'uniform' | 'normal',
  key: Key,
  shape: Shape,
  { dtype = 'float32', backend }: RandomOptions,
): Tensor {
  checkShape(shape)
  const out = allocate(backendOr(backend), dtype, [...shape])
  dispatch(out.backend, kernel, out.view, key)
  return out
}

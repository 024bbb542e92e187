import { keepThreshold } from '@thinned/rng'
import type { MaskSpec, Shape } from '@thinned/tensor'
import type { Draw } from './draw.ts'

/** 2^32. */
const BEYOND = 4294967296

/** A mask of a shape, some of whose axes may be shared. */
export const maskOf = (draw: Draw, shape: Shape): MaskSpec => {
  const keep = draw.pick([0.5, 0.8, 0.1, 1 / BEYOND, 1 - 1 / BEYOND, 3 / 65536])
  const masked = draw.number() < 0.3 ? shape.map((extent) => (draw.number() < 0.5 ? 1 : extent)) : shape
  const row = (): number => draw.pick([0, 7, 4294967294, 256 * BEYOND]) + draw.integer(0, 3)
  const isList = draw.number() < 0.4
  // Several samples have equal parts of axis 0.
  const samples = shape.length > 1 && masked[0]! > 1 && draw.number() < 0.4 ? draw.pick(divisors(masked[0]!)) : 1
  return {
    key: draw.key(),
    ...(samples > 1 ? { keys: Array.from({ length: samples }, () => draw.key()) } : {}),
    threshold: keepThreshold(keep),
    scale: Math.fround(1 / keep),
    shape: masked,
    row: shape.length < 2 ? 0 : isList ? Array.from({ length: masked[0]! / samples }, row) : row(),
  }
}

const divisors = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1).filter((d) => n % d === 0)

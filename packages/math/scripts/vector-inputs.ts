import type * as functions from '../src/float64/index.ts'

const TRIGONOMETRIC = (x: number): boolean => !(Math.abs(x) > 8192)

export interface Choice {
  /** Where the sequence changes its branch, or its results end: these arguments and their neighbors. */
  readonly joints: readonly number[]
  /** The binades in which the function bends, 2^from ≤ |x| < 2^(to + 1); all others get few values. */
  readonly from: number
  readonly to: number
  /** The arguments that the function takes. Default: all. */
  readonly takes?: (x: number) => boolean
}

/** Every function of one argument. */
export type UnaryName = Exclude<keyof typeof functions, 'pow'>

/** The arguments of the vectors, by function. */
export const choices: Readonly<Record<UnaryName, Choice>> = {
  cos: { joints: [0.7853981852531433, 1.5707963705062866, 8192, -8192], from: -6, to: 12, takes: TRIGONOMETRIC },
  erf: { joints: [2, -2, 6, -6], from: -8, to: 2 },
  exp: { joints: [-103.97208, -87.33654, -0.34657359, 0.34657359, 1.0397208, 88.72284], from: -8, to: 6 },
  expm1: { joints: [-17.328, -0.35, 0.35, 88.72284], from: -8, to: 6 },
  log: { joints: [0.5, Math.SQRT1_2, 1, Math.SQRT2, 2], from: -8, to: 8 },
  log1p: { joints: [-1, -0.29, 0.41], from: -8, to: 8 },
  sigmoid: { joints: [-103.97208, -87.33654, -0.5, 16.635532], from: -8, to: 6 },
  sin: { joints: [0.7853981852531433, 3.1415927410125732, 8192, -8192], from: -6, to: 12, takes: TRIGONOMETRIC },
  tanh: { joints: [-0.55, 0.55, 9.0109, -9.0109], from: -8, to: 3 },
}

const SPECIAL = [0, -0, 1, -1, 2 ** -149, -(2 ** -149), 2 ** -126, -(2 ** -126), Infinity, -Infinity, Number.NaN]
const GOLDEN = 0.6180339887498949

/** `each` values of both signs in every binade, at a fixed walk through the mantissas. */
function binades(from: number, to: number, each: number): number[] {
  return Array.from({ length: (to - from + 1) * each }, (_, i) => {
    const magnitude = (1 + ((i * GOLDEN) % 1)) * 2 ** (from + Math.floor(i / each))
    return i % 2 === 0 ? magnitude : -magnitude
  })
}

/** Special values, joints (1 ± `step` times each too) and binades; `each` counts the values of a binade in which the function bends. */
export function argumentsOf(choice: Choice, step: number, each: number): number[] {
  const around = choice.joints.flatMap((joint) => [joint, joint * (1 - step), joint * (1 + step)])
  const all = [
    ...SPECIAL,
    ...around,
    ...binades(choice.from, choice.to, each),
    ...binades(-148, 127, each > 4 ? 1 / 4 : 1 / 16),
  ]
  return choice.takes === undefined ? all : all.filter(choice.takes)
}

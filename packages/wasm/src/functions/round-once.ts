import type { Statement, V128 } from '../emit/code.ts'
import { type Hold, holding, type Local } from '../emit/control.ts'
import { call, type Func, type Module } from '../emit/module.ts'
import { f32x4, f64x2, v128 } from '../emit/vector.ts'

/** The bytes of the upper two lanes, moved to the lower two. */
export const HIGH: readonly number[] = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]
/** The lower two lanes of two vectors, as one vector. */
export const JOIN: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23]

/** What a sequence of operations is written with: held values, new variables, and statements for loops. */
export interface Body {
  readonly hold: Hold
  readonly local: () => Local<'v128'>
  readonly add: (...statements: Statement[]) => void
}

/** A sequence of float64 operations on two vectors of two lanes, interleaved so that the processor overlaps them. */
export type Sequence = (body: Body, operands: readonly (readonly V128[])[]) => readonly V128[]

/** The sequence that applies a function to each vector in turn. */
export function eachVector(of: (hold: Hold, ...operands: V128[]) => V128): Sequence {
  return ({ hold }, operands) => operands[0]!.map((_, i) => hold(of(hold, ...operands.map((operand) => operand[i]!))))
}

/** Emits a function of four float32 lanes that computes in float64 and rounds once. */
export function emitRounded(module: Module, name: string, sequence: Sequence): (x: V128) => V128 {
  const func = emitLanes(module, name, ['x'], sequence)
  return (x) => call(func, { x })
}

/** The same for a sequence of two operands. */
export function emitRoundedPair(module: Module, name: string, sequence: Sequence): (x: V128, y: V128) => V128 {
  const func = emitLanes(module, name, ['x', 'y'], sequence)
  return (x, y) => call(func, { x, y })
}

type Lanes = Func<Record<string, 'v128'>, 'v128'>

function emitLanes(module: Module, name: string, names: readonly string[], sequence: Sequence): Lanes {
  return module.func<Record<string, 'v128'>, 'v128'>(
    `${name}_lanes`,
    Object.fromEntries(names.map((parameter) => [parameter, 'v128'])),
    (p, local) => {
      const [body, hold, add] = holding(local)
      const operands = names.map((parameter) => {
        const x = p[parameter]!
        return [hold(f64x2.promoteLowF32(x)), hold(f64x2.promoteLowF32(v128.shuffle(x, x, HIGH)))]
      })
      const [low, high] = sequence({ hold, local: () => local('v128'), add }, operands)
      return { body: [body], result: v128.shuffle(f32x4.demoteF64Zero(low!), f32x4.demoteF64Zero(high!), JOIN) }
    },
    'v128',
  )
}

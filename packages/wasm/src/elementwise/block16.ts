import type { V128 } from '../emit/code.ts'
import { increase, type Local, repeatWhile } from '../emit/control.ts'
import { type Hold, holding } from '../emit/hold.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Func, Module, Types } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'

/** Elements of a turn of the loop: four vectors of 32-bit elements, or one of bytes. */
export const BLOCK = 16

/** Bytes of an element. */
export type ElementBytes = 1 | 4

/** The vectors of one turn of the output, from those of the operands. */
export type WriteBlock = (hold: Hold, operands: readonly (readonly V128[])[]) => readonly V128[]

/** Names of the parameters of operand number `at`: its address, and how far it moves in a turn. */
export const fromOf = (at: number): string => `from${at}`
export const stepOf = (at: number): string => `step${at}`

/** The function that does turns: all loads of a turn before its stores, so that the output may be an operand. At least one. */
export function emitBlocks(
  module: Module,
  name: string,
  out: ElementBytes,
  operands: readonly ElementBytes[],
  write: WriteBlock,
): Func<Types, 'void'> {
  const parameters: Types = Object.fromEntries([
    ['to', 'i32'],
    ['turns', 'i32'],
    ...operands.flatMap((_, at) => [
      [fromOf(at), 'i32'],
      [stepOf(at), 'i32'],
    ]),
  ])
  return module.func<Types>(name, parameters, (given, local) => {
    const p = given as Readonly<Record<string, Local<'i32'>>>
    const { to, turns } = p as { to: Local<'i32'>; turns: Local<'i32'> }
    const [body, hold] = holding(local)
    const inputs = operands.map((bytes, at) =>
      Array.from({ length: bytes }, (_, vector) => hold(loads.v128(p[fromOf(at)]!, 16 * vector))),
    )
    const results = write(hold, inputs).map(hold)
    return [
      repeatWhile(
        turns,
        ...body,
        ...results.map((result, vector) => stores.v128(to, result, 16 * vector)),
        increase(to, BLOCK * out),
        ...operands.map((_, at) => increase(p[fromOf(at)]!, p[stepOf(at)]!)),
        increase(turns, i32.const(-1)),
      ),
    ]
  })
}

import type { V128 } from '../emit/code.ts'
import type { Types } from '../emit/control.ts'
import { type Hold, holding, increase, type Local, repeatWhile } from '../emit/control.ts'
import { loads, stores } from '../emit/memory.ts'
import type { Func, Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'

/** Elements of a block: four vectors of 32-bit elements, or one vector of bytes. */
export const BLOCK = 16

/** The size of an element in bytes. */
export type ElementBytes = 1 | 4

/** The vectors of a block of the output, from the vectors of a block of each operand. */
export type WriteBlock = (hold: Hold, operands: readonly (readonly V128[])[]) => readonly V128[]

/** The name of the parameter that holds the address of an operand. */
export const fromOf = (index: number): string => `from${index}`
/** The name of the parameter that holds the bytes from block to block of an operand. */
export const stepOf = (index: number): string => `step${index}`

/** Emits the loop over blocks, at least one. It loads a block of every operand before it stores, so the output may be an operand. */
export function emitBlocks(
  module: Module,
  name: string,
  out: ElementBytes,
  operands: readonly ElementBytes[],
  write: WriteBlock,
): Func<Types, 'void'> {
  const parameters: Types = Object.fromEntries([
    ['to', 'i32'],
    ['blocks', 'i32'],
    ...operands.flatMap((_, index) => [
      [fromOf(index), 'i32'],
      [stepOf(index), 'i32'],
    ]),
  ])
  return module.func<Types>(name, parameters, (values, local) => {
    const p = values as Readonly<Record<string, Local<'i32'>>>
    const { to, blocks } = p as { to: Local<'i32'>; blocks: Local<'i32'> }
    const [body, hold] = holding(local)
    const inputs = operands.map((bytes, index) =>
      Array.from({ length: bytes }, (_, vector) => hold(loads.v128(p[fromOf(index)]!, 16 * vector))),
    )
    const results = write(hold, inputs).map(hold)
    return [
      repeatWhile(
        blocks,
        body,
        ...results.map((result, vector) => stores.v128(to, result, 16 * vector)),
        increase(to, BLOCK * out),
        ...operands.map((_, index) => increase(p[fromOf(index)]!, p[stepOf(index)]!)),
        increase(blocks, i32.const(-1)),
      ),
    ]
  })
}

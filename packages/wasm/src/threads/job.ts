import type { Expression, I32, Statement } from '../emit/code.ts'
import { set } from '../emit/control.ts'
import { loads } from '../emit/memory.ts'
import type { Local, MakeLocal, Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { ARGUMENTS } from '../layout.ts'
import { chunkParameters } from './fork.ts'

type ArgumentType = 'i32' | 'f32' | 'f64'

/** A function that threads run in chunks: its place in the table and the types of its arguments. */
export interface Job {
  readonly name: string
  readonly tableIndex: number
  readonly types: readonly ArgumentType[]
}

/**
 * Writes a job. Its body does one chunk: it gets the arguments (the same for all chunks, read at its start), the number of the
 * chunk, and the address of SCRATCH_BYTES that are the thread's own.
 */
export function emitJob<const P extends Readonly<Record<string, ArgumentType>>>(
  module: Module,
  name: string,
  parameters: P,
  write: (
    values: { readonly [N in keyof P]: Local<P[N]> },
    chunk: Local<'i32'>,
    scratch: Local<'i32'>,
    local: MakeLocal,
  ) => readonly Statement[],
): Job {
  const own = Object.entries(parameters)
  const func = module.func(name, chunkParameters, ({ chunk, scratch }, local) => {
    const zero: I32 = i32.const(0)
    const values = own.map(([argument, type]) => [argument, local(type)] as const)
    const reads = values.map(([, value], at) =>
      set(value, loads[value.type](zero, ARGUMENTS + 8 * at) as Expression<typeof value.type>),
    )
    return [
      ...reads,
      ...write(Object.fromEntries(values) as { readonly [N in keyof P]: Local<P[N]> }, chunk, scratch, local),
    ]
  })
  return { name, tableIndex: module.tableIndex(func), types: own.map(([, type]) => type) }
}

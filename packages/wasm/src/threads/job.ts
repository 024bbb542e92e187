import type { Expression, I32, Statement } from '../emit/code.ts'
import { type Local, type MakeLocal, set } from '../emit/control.ts'
import { loads } from '../emit/memory.ts'
import type { Module } from '../emit/module.ts'
import { i32 } from '../emit/scalar.ts'
import { ARGUMENTS } from '../layout.ts'
import { chunkParameters } from './fork.ts'

type ArgumentType = 'i32' | 'f32' | 'f64'

/** A function that threads run in chunks: its index in the table, and the types of its arguments. */
export interface Job {
  readonly name: string
  readonly tableIndex: number
  readonly types: readonly ArgumentType[]
}

/**
 * Emits a job. `write` gives the code of one chunk, from the job's arguments (the same for all chunks), the number of the chunk, and the
 * address of the thread's scratch memory (SCRATCH_BYTES). `Runtime.launch(job, chunks, ...values)` writes value i to ARGUMENTS + 8 · i, in the
 * order of `parameters`; each chunk reads all of them there.
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
  const declared = Object.entries(parameters)
  const func = module.func(name, chunkParameters, ({ chunk, scratch }, local) => {
    const zero: I32 = i32.const(0)
    const values = declared.map(([argument, type]) => [argument, local(type)] as const)
    const reads = values.map(([, value], i) =>
      set(value, loads[value.type](zero, ARGUMENTS + 8 * i) as Expression<typeof value.type>),
    )
    return [
      ...reads,
      ...write(Object.fromEntries(values) as { readonly [N in keyof P]: Local<P[N]> }, chunk, scratch, local),
    ]
  })
  return { name, tableIndex: module.tableIndex(func), types: declared.map(([, type]) => type) }
}

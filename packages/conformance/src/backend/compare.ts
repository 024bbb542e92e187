import { foldIn, type Key } from '@thinned/rng'
import { type Backend, type KernelName, reference, type Storage, type TypedArray, type View } from '@thinned/tensor'
import { type AnyKernel, cases } from './cases.ts'
import { type Arguments, Draw, type Operand } from './draw.ts'

/** The kernels of the contract. */
export const kernelNames: readonly KernelName[] = Object.keys(cases) as KernelName[]

/** Random calls of a kernel. */
export const randomCalls = (name: KernelName, key: Key, rounds: number): Arguments[] =>
  Array.from({ length: rounds }, (_, round) => cases[name](new Draw(foldIn(foldIn(key, name), round))))

/** Compares `rounds` random calls of a kernel: see `compareCalls`. */
export const compareKernel = (backend: Backend, name: KernelName, key: Key, rounds: number): string[] =>
  compareCalls(backend, name, expectedOf(name, randomCalls(name, key, rounds)))

/** A call, and what the reference leaves in the storages of all operands. */
export interface Expected {
  readonly args: Arguments
  readonly storages: readonly TypedArray[]
}

export const expectedOf = (name: KernelName, calls: readonly Arguments[]): Expected[] =>
  calls.map((args) => ({ args, storages: callWith(reference, reference.kernels[name] as AnyKernel, args) }))

/**
 * Calls a kernel of a backend with the arguments that the reference had and compares all bits: of the output, with what lies around it
 * in its storage, and of the operands, which a kernel leaves as they are. Returns one sentence for each call that differs.
 */
export function compareCalls(backend: Backend, name: KernelName, calls: readonly Expected[]): string[] {
  const kernel = backend.kernels[name] as AnyKernel | undefined
  if (!kernel) return [`${backend.name} has no kernel ${name}`]
  const failures: string[] = []
  for (const [round, { args, storages: expected }] of calls.entries()) {
    const actual = callWith(backend, kernel, args)
    const operands = args.filter(isOperand)
    operands.forEach((operand, i) => {
      const index = firstDifference(expected[i]!, actual[i]!)
      if (index >= 0)
        failures.push(
          `${name}, round ${round}: ${i === 0 ? 'the output' : `operand ${i}`} is ${actual[i]![index]} at ${index} of ${operand.values.length}, not ${expected[i]![index]}; ${describe(args)}`,
        )
    })
  }
  return failures
}

/** The first index at which two arrays differ, or -1. */
function firstDifference(a: TypedArray, b: TypedArray): number {
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return i
  return -1
}

/** The storages of all operands after the call. */
function callWith(backend: Backend, kernel: AnyKernel, args: Arguments): TypedArray[] {
  const storages: Storage[] = []
  const views = args.map((argument): unknown => {
    if (!isOperand(argument)) return argument
    const { values, dtype, shape, strides, offset } = argument
    const storage = backend.allocate(dtype, values.length)
    storages.push(storage)
    backend.write(storage, values)
    return { storage, dtype, shape, strides, offset } satisfies View
  })
  try {
    kernel(...views)
    return storages.map((storage) => backend.readSync!(storage))
  } finally {
    for (const storage of storages) backend.free(storage)
  }
}

function isOperand(argument: unknown): argument is Operand {
  return typeof argument === 'object' && argument !== null && 'values' in argument && 'strides' in argument
}

function describe(args: Arguments): string {
  return args
    .map((argument) =>
      isOperand(argument)
        ? `${argument.dtype} [${argument.shape}] strides [${argument.strides}] offset ${argument.offset}`
        : JSON.stringify(argument),
    )
    .join('; ')
}

import { foldIn, type Key } from '@thinned/rng'
import { type Backend, type KernelName, reference, type Storage, type TypedArray, type View } from '@thinned/tensor'
import type { Arguments } from './case.ts'
import { type AnyKernel, cases } from './cases.ts'
import { Draw, type Operand } from './draw.ts'

/** The kernels of the contract. */
export const kernelNames: readonly KernelName[] = Object.keys(cases) as KernelName[]

/** Compares `rounds` random calls of a kernel: see `compareCalls`. */
export function compareKernel(backend: Backend, name: KernelName, key: Key, rounds: number): string[] {
  const calls = Array.from({ length: rounds }, (_, round) => cases[name](new Draw(foldIn(foldIn(key, name), round))))
  return compareCalls(backend, name, calls)
}

/**
 * Calls a kernel of a backend and of the reference with the same arguments and compares all bits: of the output, with what lies around it
 * in its storage, and of the operands, which a kernel leaves as they are. Returns one sentence for each call that differs.
 */
export function compareCalls(backend: Backend, name: KernelName, calls: readonly Arguments[]): string[] {
  const kernel = backend.kernels[name] as AnyKernel | undefined
  if (!kernel) return [`${backend.name} has no kernel ${name}`]
  const failures: string[] = []
  for (const [round, args] of calls.entries()) {
    const expected = callWith(reference, reference.kernels[name] as AnyKernel, args)
    const actual = callWith(backend, kernel, args)
    const operands = args.filter(isOperand)
    operands.forEach((operand, i) => {
      const index = expected[i]!.findIndex((value, j) => !Object.is(value, actual[i]![j]))
      if (index >= 0)
        failures.push(
          `${name}, round ${round}: ${i === 0 ? 'the output' : `operand ${i}`} is ${actual[i]![index]} at ${index} of ${operand.values.length}, not ${expected[i]![index]}; ${describe(args)}`,
        )
    })
  }
  return failures
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

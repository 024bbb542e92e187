import {
  type Backend,
  denseView,
  dispatch,
  type KernelName,
  type Kernels,
  reference,
  type Storage,
  sizeOf,
  type TypedArray,
} from '@thinned/tensor'
import type { LinkKernels } from '../build.ts'
import { type CheckOperand, checkCalls } from './calls.ts'

type AnyKernel = (...args: readonly unknown[]) => void
type AnyDispatch = (backend: Backend, name: KernelName, ...args: readonly unknown[]) => void

/** Products of at most 40 numbers within ±2 may differ so much where the processor fuses them. */
const RELAXED = 1e-4

/** Where the operands of a check are: memory of the backend, or of the reference. */
export type CheckMemory = Pick<Backend, 'allocate' | 'write' | 'free'> & {
  readonly readSync: (storage: Storage) => TypedArray
  /** Runs fn outside of a trace that notes kernels now. */
  apart<T>(fn: () => T): T
}

/**
 * Links each kernel before its first use, and compares it with the reference on a few numbers. A kernel that differs is taken out of the backend: the
 * reference computes in its place, counted in `fallbacks`, and `onWrong` hears why. `backend` gives the backend that has the kernels.
 */
export function checkedKernels(
  kernels: LinkKernels,
  memory: CheckMemory,
  relaxed: boolean,
  backend: () => Backend,
  onWrong: (name: KernelName, reason: string) => void,
): Partial<Kernels> {
  const checked: Partial<Record<KernelName, AnyKernel>> = {}
  for (const [name, link] of Object.entries(kernels) as [KernelName, () => AnyKernel][])
    checked[name] = (...args) => {
      const kernel = link()
      const reason = memory.apart(() => differenceOf(name, kernel, memory, relaxed))
      if (reason === undefined) checked[name] = kernel
      else {
        delete checked[name]
        onWrong(name, reason)
      }
      ;(dispatch as AnyDispatch)(backend(), name, ...args)
    }
  return checked as Partial<Kernels>
}

/** What a kernel computes otherwise than the reference, as a sentence. */
function differenceOf(name: KernelName, kernel: AnyKernel, memory: CheckMemory, relaxed: boolean): string | undefined {
  for (const call of checkCalls[name]) {
    const given = resultOf(kernel, call, memory)
    const right = resultOf(reference.kernels[name] as AnyKernel, call, reference as Omit<CheckMemory, 'apart'>)
    const at = right.findIndex(
      (value, i) => !Object.is(value, given[i]) && !(relaxed && Math.abs(value - given[i]!) < RELAXED),
    )
    if (at >= 0)
      return `The kernel ${name} gave ${given[at]} instead of ${right[at]} in the check before its first use. The reference computes it, with the right bits. A minifier that changes the order of evaluation causes this (SWC before 1.16.22), or the engine: build with another minifier, or keep @thinned/wasm out of the bundle.`
  }
  return undefined
}

/** The numbers of all operands after a call. */
function resultOf(kernel: AnyKernel, call: readonly unknown[], memory: Omit<CheckMemory, 'apart'>): number[] {
  const storages: Storage[] = []
  const args = call.map((argument, place) => {
    if (!isOperand(argument)) return argument
    const storage = memory.allocate(argument.dtype, sizeOf(argument.shape))
    storages.push(storage)
    memory.write(storage, numbersOf(argument, place))
    return denseView(storage, argument.shape)
  })
  kernel(...args)
  const result = storages.flatMap((storage) => [...memory.readSync(storage)])
  for (const storage of storages) memory.free(storage)
  return result
}

function numbersOf({ dtype, shape, from, sparse }: CheckOperand, place: number): TypedArray {
  const length = sizeOf(shape)
  const step = (i: number): number => (i * 37 + place * 11) % 29
  const values =
    dtype === 'float32' ? new Float32Array(length) : new (dtype === 'int32' ? Int32Array : Uint8Array)(length)
  for (let i = 0; i < length; i++)
    values[i] = dtype !== 'float32' ? step(i) % 3 : sparse && i % 4 !== 0 ? 0 : from + step(i) / 8
  return values
}

function isOperand(argument: unknown): argument is CheckOperand {
  return typeof argument === 'object' && argument !== null && 'dtype' in argument
}

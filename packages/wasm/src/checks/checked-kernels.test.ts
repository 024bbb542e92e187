import {
  type Backend,
  denseView,
  dispatch,
  type KernelName,
  reference,
  type Storage,
  sizeOf,
  type TypedArray,
  type View,
} from '@thinned/tensor'
import { expect, test } from 'vitest'
import { makeBackend, type WasmBackend } from '../backend.ts'
import { type Build, build, linkCore } from '../build.ts'
import { wasm } from '../index.ts'
import { Library, Linker } from '../linking/linker.ts'
import { platform } from '../runtime/platform.ts'
import { Runtime } from '../runtime/runtime.ts'
import { WasmError } from '../wasm-error.ts'
import { type CheckOperand, checkCalls } from './calls.ts'

const limits = { shared: false, initial: 64, maximum: 4096 }
const memory = new platform.WebAssembly!.Memory(limits)
const linker = new Linker(memory, limits)
const exports = linkCore(linker)
const right: Build = build({ panelVectors: 8, relaxed: false }, new Library(linker))
const names = Object.keys(checkCalls) as KernelName[]

type AnyKernel = (...args: readonly unknown[]) => void

/** A backend of which one kernel is another function. */
function backendWith(name: KernelName, change: (kernel: AnyKernel, runtime: Runtime) => AnyKernel): WasmBackend {
  const runtime = new Runtime(exports, memory, limits.maximum, 1)
  const bind: Build['bind'] = (on) => {
    const kernels = right.bind(on)
    return { ...kernels, [name]: () => change(kernels[name]!() as AnyKernel, on) }
  }
  return makeBackend(runtime, { ...right, bind }, () => {})
}

/** Calls a kernel by `dispatch`, with the last of its calls, on other numbers. Returns all operands, as they are then. */
function callOn(backend: Backend, name: KernelName): TypedArray[] {
  const storages: Storage[] = []
  const args = checkCalls[name].at(-1)!.map((argument) => {
    const { dtype, shape } = (argument ?? {}) as CheckOperand
    if (dtype === undefined) return argument
    const storage = backend.allocate(dtype, sizeOf(shape))
    storages.push(storage)
    const numbers = Array.from({ length: storage.length }, (_, i) => (dtype === 'float32' ? (i % 7) / 4 : i % 2))
    const values = dtype === 'float32' ? Float32Array : dtype === 'int32' ? Int32Array : Uint8Array
    backend.write(storage, new values(numbers))
    return denseView(storage, shape)
  })
  ;(dispatch as AnyKernel)(backend, name, ...args)
  return storages.map((storage) => backend.readSync!(storage))
}

test.each([
  ['does nothing', () => () => {}],
  [
    'stores zeros',
    (_: AnyKernel, runtime: Runtime): AnyKernel =>
      (out) => {
        const { address, length, dtype } = (out as View).storage as Storage & { address: number }
        runtime.zero(address, length * (dtype === 'uint8' ? 1 : 4))
      },
  ],
  [
    'is wrong in the last element',
    (kernel: AnyKernel, runtime: Runtime): AnyKernel =>
      (out, ...rest) => {
        kernel(out, ...rest)
        const { storage } = out as View & { storage: { address: number } }
        const last = storage.address + storage.length * (storage.dtype === 'uint8' ? 1 : 4) - 1
        runtime.u8[last] = runtime.u8[last]! ^ 1
      },
  ],
])('a kernel that %s is found before its first use, and the reference computes it', (_, change) => {
  for (const name of names) {
    const backend = backendWith(name, change)
    const expected = callOn(reference, name)
    for (const calls of [1, 2]) {
      expect(callOn(backend, name), name).toEqual(expected)
      expect([...backend.fallbacks]).toEqual([[name, calls]])
    }
    expect([...backend.wrongKernels.keys()]).toEqual([name])
    expect(backend.wrongKernels.get(name)).toMatch(
      new RegExp(
        `^The kernel ${name} gave .* instead of .* A minifier that changes the order of evaluation causes this`,
      ),
    )
  }
})

test.each([[{ threads: 1, revectorize: false }], [{ threads: 2 }], [{ threads: 1, precision: 'relaxed' }]] as const)(
  'all kernels of %o pass, and are called without a check from then on',
  async (options) => {
    const backend = await wasm(options)
    const before = { ...backend.kernels }
    for (const name of names) callOn(backend, name)
    expect([...backend.wrongKernels.values()]).toEqual([])
    expect(backend.fallbacks.size).toBe(0)
    for (const name of names) expect(backend.kernels[name]).not.toBe(before[name])
    backend.close()
  },
)

test('a check needs no memory that could be missing', () => {
  const backend = backendWith('neg', (kernel) => kernel)
  const x = backend.allocate('float32', 16)
  backend.write(x, new Float32Array(16).fill(1))
  const held: Storage[] = []
  for (let length = 2 ** 26; length > 8; )
    try {
      held.push(backend.allocate('float32', length))
    } catch {
      length /= 2
    }
  dispatch(backend, 'neg', denseView(x, [16]), denseView(x, [16]))
  expect(backend.readSync!(x)).toEqual(new Float32Array(16).fill(-1))
})

test('operands of a check that are larger than its memory are refused', () => {
  const calls = checkCalls.neg
  const line = (length: number): CheckOperand => ({ dtype: 'float32', shape: [length], from: 0, sparse: false })
  const change = (length: number): void => {
    Object.assign(checkCalls, { neg: [[line(length), line(length)]] })
  }
  try {
    change(2049)
    expect(() =>
      callOn(
        backendWith('neg', (kernel) => kernel),
        'neg',
      ),
    ).toThrow(new WasmError('The operands of a check need more than 16384 bytes.'))
    change(2048)
    expect(
      callOn(
        backendWith('neg', (kernel) => kernel),
        'neg',
      ),
    ).toEqual(callOn(reference, 'neg'))
  } finally {
    Object.assign(checkCalls, { neg: calls })
  }
})

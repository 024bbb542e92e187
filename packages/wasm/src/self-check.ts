import {
  denseView,
  type Kernels,
  type MaskSpec,
  reference,
  type Storage,
  type TypedArray,
  type View,
} from '@thinned/tensor'
import { platform } from './runtime/ambient.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { WasmStorage } from './storage.ts'

const [ROWS, LENGTH, COLUMNS] = [40, 160, 160] as const

/** Calls until engines have optimised what is called often, and milliseconds between them for the compiler to work in. */
const ROUNDS = 12
const PAUSE = 2
const TIMED = 5

const mask: MaskSpec = { key: [1, 2], threshold: 0x80000000, scale: 2, shape: [ROWS, LENGTH], row: 0 } as MaskSpec

interface Result {
  /** Whether dense products, sparse products and masks have the bits of the reference. */
  readonly right: boolean
  /** The least milliseconds that each of them took, added. */
  readonly milliseconds: number
}

/** Runs the kernels whose shape depends on the engine until they are optimised; then looks at their bits and their speed. */
export async function selfCheck(runtime: Runtime, kernels: Partial<Kernels>): Promise<Result> {
  const own = works(kernels, (values, shape) => place(runtime, values, shape))
  const expected = works(reference.kernels, (values, shape) => {
    const storage = reference.allocate('float32', values.length)
    reference.write(storage, values)
    return denseView(storage, shape)
  })
  for (let round = 0; round < ROUNDS; round++) {
    for (const { run } of own) run()
    await new Promise<void>((resolve) => platform.setTimeout(resolve, PAUSE))
  }
  let milliseconds = 0
  let right = true
  own.forEach(({ run, out }, i) => {
    let least = Number.POSITIVE_INFINITY
    for (let round = 0; round < TIMED; round++) {
      const began = platform.performance.now()
      run()
      least = Math.min(least, platform.performance.now() - began)
    }
    milliseconds += least
    const reading = expected[i]!
    reading.run()
    right &&= sameBits(elements(runtime, out.storage), reference.readSync!(reading.out.storage))
  })
  for (const { views } of own) for (const view of views) release(runtime, view)
  for (const { views } of expected) for (const view of views) reference.free(view.storage)
  return { right, milliseconds }
}

interface Work {
  readonly out: View
  readonly views: readonly View[]
  run(): void
}

function works(kernels: Partial<Kernels>, make: (values: Float32Array, shape: number[]) => View): Work[] {
  const numbers = (n: number, sparse: boolean): Float32Array =>
    Float32Array.from({ length: n }, (_, i) => (sparse && i % 4 !== 0 ? 0 : ((i * 7919) % 1009) / 1009 - 0.5))
  const product = (sparse: boolean): Work => {
    const views = [
      make(new Float32Array(ROWS * COLUMNS), [ROWS, COLUMNS]),
      make(numbers(ROWS * LENGTH, sparse), [ROWS, LENGTH]),
      make(numbers(LENGTH * COLUMNS, false), [LENGTH, COLUMNS]),
    ] as const
    return { out: views[0], views, run: () => kernels.matmul!(...views) }
  }
  const views = [
    make(new Float32Array(ROWS * LENGTH), [ROWS, LENGTH]),
    make(numbers(ROWS * LENGTH, false), [ROWS, LENGTH]),
  ] as const
  return [product(false), product(true), { out: views[0], views, run: () => kernels.dropout!(...views, mask) }]
}

function place(runtime: Runtime, values: Float32Array, shape: number[]): View {
  const address = runtime.pool.take(4 * values.length, () => 'the self-check')
  runtime.f32.set(values, address >> 2)
  const storage: WasmStorage = { dtype: 'float32', length: values.length, address }
  return denseView(storage, shape)
}

function release(runtime: Runtime, { storage }: View): void {
  runtime.pool.give((storage as WasmStorage).address, 4 * storage.length)
}

function elements(runtime: Runtime, storage: Storage): Float32Array {
  const { address, length } = storage as WasmStorage
  return runtime.f32.subarray(address >> 2, (address >> 2) + length)
}

function sameBits(a: TypedArray, b: TypedArray): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]))
}

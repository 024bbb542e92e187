import {
  denseView,
  type Kernels,
  type MaskSpec,
  reference,
  type Storage,
  type TypedArray,
  type View,
} from '@thinned/tensor'
import type { LinkKernels } from './build.ts'
import { platform } from './runtime/platform.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { WasmStorage } from './storage.ts'

const [ROWS, LENGTH, COLUMNS] = [62, 256, 208] as const
/** The length of a small product. */
const SHORT = 16

/** Rounds of calls after which engines have optimized the kernels, and the pause after each round (milliseconds), in which they compile. */
const ROUNDS = 20
const PAUSE = 2
/** The tolerance of relaxed products: sums of 256 products of numbers within ±0.5. */
const RELAXED = 1e-5

const mask: MaskSpec = { key: [1, 2], threshold: 0x80000000, scale: 2, shape: [ROWS, LENGTH], row: 0 } as MaskSpec

/** A check of the kernels whose code depends on the engine: dense products, sparse products and dropout, on fixed operands. */
export interface SelfCheck {
  /** Calls the kernels until the engine has optimized them, with the compiler flags of that moment. */
  warm(): Promise<void>
  /** Whether the results have the bits of the reference, or agree within a tolerance where `relaxed`. */
  isRight(relaxed: boolean): boolean
  /** The milliseconds of one call of each kernel. */
  time(): number
}

export function selfCheck(runtime: Runtime, { matmul, dropout }: LinkKernels): SelfCheck {
  const kernels = { matmul: matmul!(), dropout: dropout!() }
  const calls = callsOf(kernels, (values, shape) => upload(runtime, values, shape))
  const runAll = (): void => {
    for (const { run } of calls) run()
  }
  return {
    async warm() {
      for (let round = 0; round < ROUNDS; round++) {
        runAll()
        await new Promise<void>((resolve) => platform.setTimeout(resolve, PAUSE))
      }
    },
    isRight(relaxed) {
      const expected = callsOf(reference.kernels as Kernels, (values, shape) => {
        const storage = reference.allocate('float32', values.length)
        reference.write(storage, values)
        return denseView(storage, shape)
      })
      runAll()
      return calls.every(({ out }, i) => {
        const { run, out: correct, views } = expected[i]!
        run()
        const values = reference.readSync!(correct.storage)
        for (const { storage } of views) reference.free(storage)
        return agree(relaxed ? RELAXED : 0, elements(runtime, out.storage), values)
      })
    },
    time() {
      const began = platform.performance.now()
      runAll()
      return platform.performance.now() - began
    },
  }
}

interface Call {
  readonly out: View
  readonly views: readonly View[]
  run(): void
}

function callsOf(
  kernels: Pick<Kernels, 'matmul' | 'dropout'>,
  make: (values: Float32Array, shape: number[]) => View,
): Call[] {
  const numbers = (n: number, sparse: boolean): Float32Array =>
    Float32Array.from({ length: n }, (_, i) => (sparse && i % 4 !== 0 ? 0 : ((i * 7919) % 1009) / 1009 - 0.5))
  const product = (sparse: boolean, length: number = LENGTH): Call => {
    const views = [
      make(new Float32Array(ROWS * COLUMNS), [ROWS, COLUMNS]),
      make(numbers(ROWS * length, sparse), [ROWS, length]),
      make(numbers(length * COLUMNS, false), [length, COLUMNS]),
    ] as const
    return { out: views[0], views, run: () => kernels.matmul(...views) }
  }
  const views = [
    make(new Float32Array(ROWS * LENGTH), [ROWS, LENGTH]),
    make(numbers(ROWS * LENGTH, false), [ROWS, LENGTH]),
  ] as const
  return [
    product(false),
    product(true),
    product(false, SHORT),
    { out: views[0], views, run: () => kernels.dropout(...views, mask) },
  ]
}

function upload(runtime: Runtime, values: Float32Array, shape: number[]): View {
  const address = runtime.pool.allocate(4 * values.length, () => 'the self-check')
  runtime.f32.set(values, address >>> 2)
  const storage: WasmStorage = { dtype: 'float32', length: values.length, address }
  return denseView(storage, shape)
}

function elements(runtime: Runtime, storage: Storage): Float32Array {
  const { address, length } = storage as WasmStorage
  return runtime.f32.subarray(address >>> 2, (address >>> 2) + length)
}

function agree(tolerance: number, a: TypedArray, b: TypedArray): boolean {
  return a.every((value, i) => Object.is(value, b[i]) || Math.abs(value - b[i]!) < tolerance)
}

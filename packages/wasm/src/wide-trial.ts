import { denseView, type MaskSpec, type View } from '@thinned/tensor'
import { type Build, build, type LinkKernels } from './build.ts'
import { Module } from './emit/module.ts'
import type { Target } from './kernel.ts'
import { dropout as emitDropout } from './kernels/dropout.ts'
import { matmul as emitMatmul } from './kernels/matmul.ts'
import { adamStepOfProduct, momentumStepOfProduct } from './kernels/optimizer-steps.ts'
import { Library, type Linker } from './linking/linker.ts'
import { emitMultiplyAdd } from './products/multiply-add.ts'
import { emitProductHere, PRODUCT } from './products/product.ts'
import { platform } from './runtime/platform.ts'
import { optimizing } from './runtime/revectorize.ts'
import type { Runtime } from './runtime/runtime.ts'
import type { WasmStorage } from './storage.ts'

const [ROWS, LENGTH, COLUMNS] = [62, 256, 208] as const
/** The length of a small product. */
const SHORT = 16

/** Calls after which V8 has optimized a kernel. */
const CALLS = { dense: 8, sparse: 24, short: 160, dropout: 12, step: 60, limit: 4 } as const
/** Without memory the velocity and the mean are the product, and at rate 0 the weights stay: each run gives the same bits. */
const still = { beta1: 0, beta2: 0, epsilon: 1, rate: 0, meanLeft: 1, varianceLeft: 1 }
/** The least of so many times is compared, of at least FEWEST. */
const TIMED = 30
const FEWEST = 5

const mask: MaskSpec = { key: [1, 2], threshold: 0x80000000, scale: 2, shape: [ROWS, LENGTH], row: 0 } as MaskSpec

/** A build for 256 bits, and whether it is right and faster. */
export interface Trial {
  readonly wide: Build
  passes(): boolean
}

/**
 * Emits the kernels for 256 bits whose code depends on the engine: dense products, sparse products, steps along products, and dropout. The trial
 * links them, and makes V8 optimize them with its revectorizer. It passes if their results keep their bits, and if a dense product takes less
 * time than its multiplications and additions alone take with 128 bits.
 */
export function prepareWide(runtime: Runtime, linker: Linker, relaxed: boolean): Trial {
  const target: Target = { panelVectors: 16, relaxed }
  const library = new Library(linker, 'wide')
  library.emit(PRODUCT, (module) => emitProductHere(module, target))
  library.emit('matmul', (module) => emitMatmul(module, target))
  library.emit('dropout', (module) => emitDropout(module, target))
  library.emit('momentumStepOfProduct', (module) => momentumStepOfProduct(module, target))
  library.emit('adamStepOfProduct', (module) => adamStepOfProduct(module, target))
  const limit = new Module()
  emitMultiplyAdd(limit, relaxed)
  const wide = build(target, library)
  const calls = callsOf(runtime, wide.bind(runtime) as Required<LinkKernels>)
  const passes = (): boolean => {
    try {
      optimizing({ revectorize: true }, () => {
        for (const { run, times, before, result } of calls) {
          run()
          before.set(result())
          for (let i = 0; i < times; i++) run()
        }
      })
      const multiplyAdd = linker.link(limit)['multiplyAdd']!
      const multiplications = (): unknown => multiplyAdd(ROWS * LENGTH * COLUMNS, 0.999, 0.001)
      optimizing({ revectorize: false }, () => {
        for (let i = 0; i < CALLS.limit; i++) multiplications()
      })
      return calls.every(keepsBits) && isFaster(calls[0]!.run, multiplications)
    } finally {
      const storages = new Set(calls.flatMap((call) => call.storages))
      for (const { address, length } of storages) runtime.pool.release(address, 4 * length)
    }
  }
  return { wide, passes }
}

interface Call {
  run(): void
  /** How often it runs until V8 has optimized it. */
  readonly times: number
  /** The words of the result of the last run. */
  result(): Int32Array
  /** Those before V8 had optimized the kernel. */
  readonly before: Int32Array
  readonly storages: readonly WasmStorage[]
}

function callsOf(runtime: Runtime, kernels: Required<LinkKernels>): Call[] {
  const { matmul, dropout, momentumStepOfProduct: momentum, adamStepOfProduct: adam } = kernels
  const [weight, dense, sparse] = [
    upload(runtime, [LENGTH, COLUMNS], 1),
    upload(runtime, [ROWS, LENGTH], 1),
    upload(runtime, [ROWS, LENGTH], 4),
  ]
  const product = (times: number, left: View, right: View): Call =>
    callOf(runtime, [ROWS, COLUMNS], times, [left, right], (out) => matmul()(out, left, right))
  const [short, shortWeight] = [
    { ...dense, shape: [ROWS, SHORT] },
    { ...weight, shape: [SHORT, COLUMNS] },
  ]
  const [w, squares] = [upload(runtime, [ROWS, COLUMNS], 4), upload(runtime, [ROWS, COLUMNS], ROWS * COLUMNS)]
  const step = (take: (slot: View) => void): Call =>
    callOf(runtime, [ROWS, COLUMNS], CALLS.step, [w, squares, short, shortWeight], take)
  return [
    product(CALLS.dense, dense, weight),
    product(CALLS.sparse, sparse, weight),
    product(CALLS.short, short, shortWeight),
    callOf(runtime, [ROWS, LENGTH], CALLS.dropout, [dense], (out) => dropout()(out, dense, mask)),
    step((velocity) => momentum()(w, velocity, short, shortWeight, 0, 0, false)),
    step((mean) => adam()(w, mean, squares, short, shortWeight, still)),
  ]
}

function callOf(
  runtime: Runtime,
  shape: readonly [number, number],
  times: number,
  operands: readonly View[],
  kernel: (out: View) => void,
): Call {
  const out = allocate(runtime, shape)
  const { address, length } = out.storage as WasmStorage
  return {
    run: () => runtime.alone(() => kernel(out)),
    times,
    result: () => runtime.i32.subarray(address >>> 2, (address >>> 2) + length),
    before: new Int32Array(length),
    storages: [out, ...operands].map(({ storage }) => storage as WasmStorage),
  }
}

function allocate(runtime: Runtime, shape: readonly [number, number]): View {
  const length = shape[0] * shape[1]
  const address = runtime.pool.allocate(4 * length, () => 'the trial of 256 bits')
  const storage: WasmStorage = { dtype: 'float32', length, address }
  return denseView(storage, shape)
}

/** Numbers within ±0.5, each followed by zeros up to the next place of `step`. */
function upload(runtime: Runtime, shape: readonly [number, number], step: number): View {
  const view = allocate(runtime, shape)
  const { address, length } = view.storage as WasmStorage
  const values = runtime.f32.subarray(address >>> 2, (address >>> 2) + length).fill(0)
  for (let i = 0; i < length; i += step) values[i] = ((i * 7919) % 1009) / 1009 - 0.5
  return view
}

function keepsBits({ run, result, before }: Call): boolean {
  run()
  const now = result()
  for (let i = 0; i < now.length; i++) if (now[i] !== before[i]) return false
  return true
}

/** Whether the least time of a is below that of b. They run alternately. */
function isFaster(a: () => void, b: () => void): boolean {
  let [least, limit] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (let round = 0; round < TIMED && (round < FEWEST || least >= limit); round++) {
    least = Math.min(least, timeOf(a))
    limit = Math.min(limit, timeOf(b))
  }
  return least < limit
}

function timeOf(fn: () => void): number {
  const began = platform.performance.now()
  fn()
  return platform.performance.now() - began
}

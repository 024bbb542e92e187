import { denseView, type Kernels, type MaskSpec, type View } from '@thinned/tensor'
import { type Build, build } from './build.ts'
import { Module } from './emit/module.ts'
import type { Target } from './kernel.ts'
import { dropout as emitDropout } from './kernels/dropout.ts'
import { matmul as emitMatmul } from './kernels/matmul.ts'
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

/** V8 has optimized a kernel after it has done so many multiplications, or made so many numbers. */
const MULTIPLICATIONS = 24 * ROWS * LENGTH * COLUMNS
const NUMBERS = 40 * ROWS * LENGTH
/** The least of so many times is compared, of at least FEWEST. */
const TIMED = 30
const FEWEST = 5

const mask: MaskSpec = { key: [1, 2], threshold: 0x80000000, scale: 2, shape: [ROWS, LENGTH], row: 0 } as MaskSpec

/**
 * Emits the kernels for 256 bits whose code depends on the engine: dense products, sparse products and dropout. The trial that it returns links them,
 * and makes V8 optimize them with its revectorizer. It gives the build with them if their results keep their bits, and if a dense product takes
 * less time than its multiplications and additions alone take with 128 bits.
 */
export function prepareWide(runtime: Runtime, linker: Linker, relaxed: boolean): () => Build | undefined {
  const target: Target = { panelVectors: 16, relaxed }
  const library = new Library(linker, 'wide')
  library.emit(PRODUCT, (module) => emitProductHere(module, target))
  library.emit('matmul', (module) => emitMatmul(module, target))
  library.emit('dropout', (module) => emitDropout(module, target))
  const wide = build(target, library)
  return () => {
    const { matmul, dropout } = wide.bind(runtime)
    const calls = optimizing({ revectorize: true }, () => {
      const linked = callsOf(runtime, matmul!(), dropout!())
      for (const { run, calls } of linked) for (let i = 0; i < calls; i++) run()
      return linked
    })
    try {
      return calls.every(keepsBits) && isFaster(calls[0]!.run, limitOf(linker, relaxed)) ? wide : undefined
    } finally {
      for (const { free } of calls) free()
    }
  }
}

interface Call {
  run(): void
  /** How often it runs while V8 optimizes it. */
  readonly calls: number
  /** The result of the last run. */
  result(): Float32Array
  /** The result before V8 had optimized the kernel. */
  readonly before: Float32Array
  free(): void
}

function callsOf(runtime: Runtime, matmul: Kernels['matmul'], dropout: Kernels['dropout']): Call[] {
  const product = (sparse: boolean, length: number = LENGTH): Call => {
    const views = [
      upload(runtime, [ROWS, COLUMNS], false),
      upload(runtime, [ROWS, length], sparse),
      upload(runtime, [length, COLUMNS], false),
    ] as const
    return callOf(runtime, views, MULTIPLICATIONS / (ROWS * length * COLUMNS), () => matmul(...views))
  }
  const views = [upload(runtime, [ROWS, LENGTH], false), upload(runtime, [ROWS, LENGTH], false)] as const
  return [
    product(false),
    product(true),
    product(false, SHORT),
    callOf(runtime, views, NUMBERS / (ROWS * LENGTH), () => dropout(...views, mask)),
  ]
}

function callOf(runtime: Runtime, views: readonly View[], calls: number, kernel: () => void): Call {
  const run = (): void => runtime.alone(kernel)
  const storages = views.map(({ storage }) => storage as WasmStorage)
  const result = (): Float32Array => {
    const { address, length } = storages[0]!
    return runtime.f32.slice(address >>> 2, (address >>> 2) + length)
  }
  run()
  return {
    run,
    calls,
    result,
    before: result(),
    free() {
      for (const { address, length } of storages) runtime.pool.release(address, 4 * length)
    },
  }
}

function upload(runtime: Runtime, shape: readonly [number, number], sparse: boolean): View {
  const length = shape[0] * shape[1]
  const address = runtime.pool.allocate(4 * length, () => 'the trial of 256 bits')
  for (let i = 0; i < length; i++)
    runtime.f32[(address >>> 2) + i] = sparse && i % 4 !== 0 ? 0 : ((i * 7919) % 1009) / 1009 - 0.5
  const storage: WasmStorage = { dtype: 'float32', length, address }
  return denseView(storage, shape)
}

function keepsBits({ run, result, before }: Call): boolean {
  run()
  return result().every((value, i) => Object.is(value, before[i]))
}

/** The multiplications and additions of the dense product, with 128 bits and nothing else. */
function limitOf(linker: Linker, relaxed: boolean): () => void {
  const module = new Module()
  emitMultiplyAdd(module, relaxed)
  const multiplyAdd = linker.link(module)['multiplyAdd']!
  const run = (): unknown => multiplyAdd(ROWS * LENGTH * COLUMNS, 0.999, 0.001)
  optimizing({ revectorize: false }, () => {
    for (let i = 0; i < MULTIPLICATIONS; i += ROWS * LENGTH * COLUMNS) run()
  })
  return run
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

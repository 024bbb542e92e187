import { ThinnedError } from '@thinned/schema'
import type { GraphNode } from './autograd/graph-node.ts'
import { GradientNode } from './autograd/graph-node.ts'
import type { Backend } from './backend.ts'
import { dispatch } from './dispatch.ts'
import type { DType, TypedArray } from './dtype.ts'
import { formatValues } from './format-values.ts'
import { Buffer } from './memory/buffer.ts'
import { giveTo, type Scope, scopes } from './memory/scope-stack.ts'
import { formatShape, rowMajorStrides, type Shape, sizeOf } from './shape.ts'
import { TensorError } from './tensor-error.ts'
import { isContiguous, type View } from './view.ts'

declare global {
  /** As TypeScript's lib `esnext.disposable` has it, so that the declarations compile without that lib. */
  interface SymbolConstructor {
    readonly dispose: unique symbol
  }
}

/**
 * A handle on an n-dimensional array of a backend. `scope` drops the handles made inside it; `dispose` or `using` drops others. Dropping a
 * handle never frees a buffer that a view or a backward pass still needs.
 *
 * @example
 * ```ts
 * import { tensor, Tensor } from '@thinned/tensor'
 *
 * const x = tensor([[1, 2], [3, 4]])
 * console.log(x instanceof Tensor, x.shape, x.rank, x.size) // true [ 2, 2 ] 2 4
 * console.log(await x.read()) // Float32Array(4) [ 1, 2, 3, 4 ]
 * console.log(x) // Tensor float32 [2, 2] on reference
 * // [[1, 2],
 * //  [3, 4]]
 * ```
 */
export class Tensor {
  static {
    // Node's console shows the values too, where `readSync` exists.
    Object.defineProperty(Tensor.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: Tensor): string {
        if (this.disposed) return `${this} (disposed of)`
        return this.backend.readSync ? `${this}\n${formatValues(this.readSync(), this.shape)}` : this.toString()
      },
    })
  }

  readonly shape: Shape
  readonly dtype: DType
  readonly strides: readonly number[]
  readonly offset: number
  /** @internal The counted storage behind this handle. */
  readonly buffer: Buffer
  /** @internal The node of this value in the graph; undefined where no gradient flows. */
  node: GraphNode | undefined
  /** @internal The scope that drops this handle, if any. */
  scope: Scope | undefined
  /** @internal What another package notes of it, such as how a loss counts its batch. A map by tensors would cost more in every step. */
  note: unknown = undefined
  #disposed = false

  /** @internal Tensors come from `tensor`, `zeros`, … and from operations. */
  constructor(buffer: Buffer, layout: Pick<View, 'shape' | 'strides' | 'offset'>, tracked = true) {
    this.buffer = buffer
    this.dtype = buffer.dtype
    this.shape = layout.shape
    this.strides = layout.strides
    this.offset = layout.offset
    buffer.hold()
    if (tracked) giveTo(scopes.at(-1), this)
  }

  get backend(): Backend {
    return this.buffer.backend
  }

  get rank(): number {
    return this.shape.length
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape)
  }

  /** Whether `backward` reaches this tensor. */
  get requiresGrad(): boolean {
    return this.node !== undefined && !(this.node instanceof GradientNode)
  }

  get disposed(): boolean {
    return this.#disposed
  }

  /** @internal This handle, which is not disposed of. */
  get held(): this {
    if (this.#disposed) throw new TensorError(`${this} was disposed of and cannot be used.`)
    return this
  }

  /** @internal What kernels see. */
  get view(): View {
    const { shape, dtype, strides, offset } = this.held
    return { storage: this.buffer.storage, shape, dtype, strides, offset }
  }

  /** The elements in row-major order, as a copy. */
  async read(): Promise<TypedArray> {
    const dense = this.#toDense()
    try {
      const { buffer, offset, size } = dense
      return await this.backend.read(buffer.storage, offset, offset + size)
    } finally {
      dense.dispose()
    }
  }

  /** As `read`, synchronously. Backends without `syncRead` refuse it: use `await tensor.read()` there. */
  readSync(): TypedArray {
    if (!this.backend.readSync) {
      throw new TensorError(
        `The backend ${this.backend.name} cannot be read synchronously; write \`await tensor.read()\`.`,
        { code: 'unsupported' },
      )
    }
    const { view, size } = this
    if (isContiguous(view)) return this.backend.readSync(view.storage, view.offset, view.offset + size)
    const dense = this.#toDense()
    try {
      return this.backend.readSync(dense.buffer.storage, 0, size)
    } finally {
      dense.dispose()
    }
  }

  /** Drops this handle. A second call has no effect. */
  dispose(): void {
    if (this.#disposed) return
    this.#disposed = true
    this.node?.release()
    this.buffer.release()
  }

  [Symbol.dispose](): void {
    this.dispose()
  }

  toString(): string {
    return `Tensor ${this.dtype} ${formatShape(this.shape)} on ${this.backend.name}`
  }

  /** A dense handle without history: on this buffer where it is dense already, else a copy. */
  #toDense(): Tensor {
    if (isContiguous(this.view)) return new Tensor(this.buffer, this, false)
    const dense = allocate(this.backend, this.dtype, this.shape, false)
    dispatch(this.backend, 'copy', dense.view, this.view)
    return dense
  }
}

/** @internal A new dense tensor. Its values are not specified until a kernel writes them. */
export function allocate(backend: Backend, dtype: DType, shape: Shape, tracked = true): Tensor {
  if (!backend.dtypes.includes(dtype)) {
    throw new TensorError(
      `The backend ${backend.name} holds no ${dtype} (asked for shape ${formatShape(shape)}); it has ${backend.dtypes.join(', ')}.`,
      { code: 'unsupported' },
    )
  }
  const layout = { shape, strides: rowMajorStrides(shape), offset: 0 }
  return new Tensor(bufferFor(backend, dtype, shape), layout, tracked)
}

/** @internal A new dense tensor whose elements are all `value`; for ops, which have checked the operands that it follows from. */
export function filled(shape: Shape, value: number, dtype: DType, backend: Backend): Tensor {
  const x = allocate(backend, dtype, shape)
  dispatch(backend, 'fill', x.view, value)
  return x
}

function bufferFor(backend: Backend, dtype: DType, shape: Shape): Buffer {
  return whileMaking(backend, dtype, shape, () => new Buffer(backend, dtype, sizeOf(shape)))
}

/** Calls `make`, which needs memory for a tensor. @throws {TensorError} that names the tensor, where there is none left. */
export function whileMaking<T>(backend: Backend, dtype: DType, shape: Shape, make: () => T): T {
  try {
    return make()
  } catch (cause) {
    throw new TensorError(
      `The backend ${backend.name} could not make a tensor ${dtype} ${formatShape(shape)}. ${(cause as Error).message}`,
      { code: cause instanceof ThinnedError ? cause.code : 'out-of-memory', cause },
    )
  }
}

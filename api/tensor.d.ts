// @thinned/tensor

export interface AdamSettings {
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly rate: number
  readonly meanLeft: number
  readonly varianceLeft: number
}

export interface ArrayOf {
  readonly float32: Float32Array
  readonly float64: Float64Array
  readonly int32: Int32Array
  readonly uint8: Uint8Array
}

export interface Backend {
  readonly name: string
  readonly syncRead: boolean
  readonly dtypes: readonly DType[]
  readonly kernels: Partial<Kernels>
  readonly fallbacks: Map<string, number>
  allocate(dtype: DType, length: number): Storage
  free(storage: Storage): void
  write(storage: Storage, data: TypedArray): void
  read(storage: Storage, from?: number, to?: number): Promise<TypedArray>
  readSync?(storage: Storage, from?: number, to?: number): TypedArray
  memory(): MemoryUse
  check?(storage: Storage, from: number, to: number, check: (values: TypedArray) => void): void
  trace?(): Trace
}

export interface BackendOption {
  readonly backend?: Backend
}

export type BackwardRule = (grad: Tensor, saved: readonly Tensor[], needs: readonly boolean[]) => (Tensor | undefined)[]

export interface ConvOptions<R extends SpatialRank> extends WindowOptions<R> {
  readonly groups?: number
  readonly epilogue?: Epilogue
}

export interface CreateOptions extends BackendOption {
  readonly dtype?: DType
  readonly requiresGrad?: boolean
}

export interface CumsumOptions {
  readonly reverse?: boolean
}

export type DType = 'float32' | 'float64' | 'int32' | 'uint8'

export interface Epilogue {
  readonly relu: boolean
  readonly mask?: MaskSpec | undefined
}

export type KernelName = keyof Kernels

export type Kernels = typeof referenceKernels

export interface MaskOptions {
  readonly key: Key
  readonly keep: number
  readonly row?: number | readonly number[]
  readonly sharedAxes?: readonly number[]
  readonly scale?: number
}

export type MaskPlan = {
  readonly kind: 'identity' | 'zeros'
  readonly shape: Shape
} | ({
  readonly kind: 'drawn'
} & MaskSpec)

export interface MaskSpec {
  readonly key: Key
  readonly threshold: number
  readonly scale: number
  readonly shape: Shape
  readonly row: number | readonly number[]
  readonly keys?: readonly Key[] | undefined
}

export interface MatmulOptions {
  readonly transposeA?: boolean
  readonly transposeB?: boolean
}

export interface MemoryUse {
  readonly buffers: number
  readonly bytes: number
}

export interface MomentumSettings {
  readonly momentum: number
  readonly rate: number
  readonly nesterov: boolean
}

export type NestedNumbers = number | readonly NestedNumbers[]

export interface OneHotOptions {
  readonly dtype?: DType
}

export type Padding<R extends SpatialRank> = 'valid' | 'same' | PerAxis<R>

export type PerAxis<R extends SpatialRank> = number | {
  readonly 1: readonly [
    columns: number
  ]
  readonly 2: readonly [
    rows: number,
    columns: number
  ]
  readonly 3: readonly [
    planes: number,
    rows: number,
    columns: number
  ]
}[R]

export interface PoolOptions<R extends SpatialRank> extends Omit<WindowOptions<R>, 'padding'> {
  readonly stride?: PerAxis<R>
}

export interface Program {
  run(phase: number, values: readonly number[]): void
  dispose(): void
}

export interface RandomOptions extends BackendOption {
  readonly dtype?: 'float32' | 'float64'
  readonly start?: number | readonly number[]
}

export interface Recorded {
  readonly op: string
  readonly inputs: readonly Tensor[]
  readonly saved?: readonly Tensor[]
  readonly backward: BackwardRule
}

export const SUM_CHUNK: 4096

export type Shape = readonly number[]

export type Spatial = readonly [
  planes: number,
  rows: number,
  columns: number
]

export type SpatialRank = 1 | 2 | 3

export interface Storage {
  readonly dtype: DType
  readonly length: number
}

export class Tensor {
  static {
    Object.defineProperty(Tensor.prototype, Symbol.for('nodejs.util.inspect.custom'), {
      value(this: Tensor): string;,
    })
  }
  readonly shape: Shape
  readonly dtype: DType
  readonly strides: readonly number[]
  readonly offset: number
  readonly buffer: Buffer
  node: GraphNode | undefined
  scope: Scope | undefined
  note: unknown
  constructor(buffer: Buffer, layout: Pick<View, 'shape' | 'strides' | 'offset'>, tracked?)
  get backend(): Backend
  get rank(): number
  get size(): number
  get requiresGrad(): boolean
  get disposed(): boolean
  get held(): this
  get view(): View
  read(): Promise<TypedArray>
  readSync(): TypedArray
  dispose(): void
  [Symbol.dispose](): void
  toString(): string
}

export class TensorError extends ThinnedError {
  override readonly name = 'TensorError'
}

export interface TopK {
  readonly values: Tensor
  readonly indices: Tensor
}

export interface Trace {
  run<T>(fn: () => T): T
  readonly obstacle: string | undefined
  programWith(other: Trace, sources: readonly (readonly [
    number,
    number
  ])[]): Program | string
  dispose(): void
}

export type TypedArray = ArrayOf[DType]

export interface View {
  readonly storage: Storage
  readonly dtype: DType
  readonly shape: Shape
  readonly strides: readonly number[]
  readonly offset: number
}

export interface Window {
  readonly size: Spatial
  readonly stride: Spatial
  readonly dilation: Spatial
  readonly before: Spatial
}

export interface WindowOptions<R extends SpatialRank> {
  readonly stride?: PerAxis<R>
  readonly padding?: Padding<R>
  readonly dilation?: PerAxis<R>
}

export function abs(x: Tensor): Tensor

export function add(a: Tensor | number, b: Tensor | number): Tensor

export function affine(x: Tensor, weight: Tensor, bias?: Tensor, epilogue?: Epilogue): Tensor

export function alias(x: Tensor): Tensor

export function arange(length: number, options?: CreateOptions): Tensor

export function argmax(x: Tensor, axis?): Tensor

export function assign(target: Tensor, source: Tensor): void

export function assignAdamStep(parameter: Tensor, mean: Tensor, variance: Tensor, gradient: Tensor, settings: AdamSettings): void

export function assignMaxNorm(target: Tensor, limit: number): void

export function assignMomentumStep(parameter: Tensor, velocity: Tensor, gradient: Tensor, settings: MomentumSettings): void

export function assignScaledSum(target: Tensor, scaleA: number, a: Tensor, scaleB: number, b: Tensor): void

export function assignValues(target: Tensor, values: TypedArray): void

export function averagePool1d(x: Tensor, size: PerAxis<1>, options?: PoolOptions<1>): Tensor

export function averagePool2d(x: Tensor, size: PerAxis<2>, options?: PoolOptions<2>): Tensor

export function averagePool3d(x: Tensor, size: PerAxis<3>, options?: PoolOptions<3>): Tensor

export function backward(loss: Tensor, wrt: Tensor): Tensor
export function backward<const T extends readonly Tensor[]>(loss: Tensor, wrt: T): {
  -readonly [K in keyof T]: Tensor
}
export function backward<K extends string>(loss: Tensor, wrt: Readonly<Record<K, Tensor>>): Record<K, Tensor>

export function broadcastShapes(op: string, a: Shape, b: Shape): number[]

export function broadcastTo(x: Tensor, shape: Shape): Tensor

export function broadcastView(view: View, shape: Shape): View

export function bytesPerElement(dtype: DType): number

export function cast(x: Tensor, dtype: DType): Tensor

export function checkGradient(fn: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[], step?): number

export function clip(x: Tensor, low: number, high: number): Tensor

export function concat(tensors: readonly Tensor[], axis?): Tensor

export function contiguous(x: Tensor): Tensor

export function conv1d(x: Tensor, weight: Tensor, bias?: Tensor, options?: ConvOptions<1>): Tensor

export function conv2d(x: Tensor, weight: Tensor, bias?: Tensor, options?: ConvOptions<2>): Tensor

export function conv3d(x: Tensor, weight: Tensor, bias?: Tensor, options?: ConvOptions<3>): Tensor

export function cos(x: Tensor): Tensor

export function cumsum(x: Tensor, axis?, options?: CumsumOptions): Tensor

export function denseView(storage: Storage, shape: Shape): View

export function dispatch<K extends KernelName>(backend: Backend, name: K, ...args: Parameters<Kernels[K]>): void

export function div(a: Tensor | number, b: Tensor | number): Tensor

export function dropout(x: Tensor, options: MaskOptions): Tensor

export function dropoutMask(x: Tensor, options: MaskOptions): Tensor

export function dropoutOfSamples(x: Tensor, rows: number, masks: readonly MaskOptions[]): Tensor

export function dtypeOf(data: unknown): DType | undefined

export const dtypes: readonly DType[]

export function elu(x: Tensor, alpha?): Tensor

export function equal(a: Tensor | number, b: Tensor | number): Tensor

export function erf(x: Tensor): Tensor

export function exp(x: Tensor): Tensor

export function expm1(x: Tensor): Tensor

export function formatShape(shape: Shape): string

export function full(shape: Shape, value: number, options?: CreateOptions): Tensor

export function gather(x: Tensor, indices: Tensor): Tensor

export function gelu(x: Tensor): Tensor

export function globalAveragePool(x: Tensor): Tensor

export function globalMaxPool(x: Tensor): Tensor

export function greater(a: Tensor | number, b: Tensor | number): Tensor

export function greaterEqual(a: Tensor | number, b: Tensor | number): Tensor

export function isContiguous(view: View): boolean

export function isFloat(dtype: DType): dtype is 'float32' | 'float64'

export function isRecording(): boolean

export function keepTensor<T extends Tensor>(tensor: T): T

export function leakyRelu(x: Tensor, slope?): Tensor

export function less(a: Tensor | number, b: Tensor | number): Tensor

export function lessEqual(a: Tensor | number, b: Tensor | number): Tensor

export function log(x: Tensor): Tensor

export function log1p(x: Tensor): Tensor

export function logSoftmax(x: Tensor, axis?): Tensor

export function logSumExp(x: Tensor, axis?): Tensor

export function lstmCell(input: Tensor, recurrent: Tensor, cell: Tensor): [
  hidden: Tensor,
  cell: Tensor
]

export function matmul(a: Tensor, b: Tensor, options?: MatmulOptions): Tensor

export function matrixOffsets(options: View): number[]

export function max(x: Tensor, axes?: number | readonly number[]): Tensor

export function maxPool1d(x: Tensor, size: PerAxis<1>, options?: PoolOptions<1>): Tensor

export function maxPool2d(x: Tensor, size: PerAxis<2>, options?: PoolOptions<2>): Tensor

export function maxPool3d(x: Tensor, size: PerAxis<3>, options?: PoolOptions<3>): Tensor

export function maximum(a: Tensor | number, b: Tensor | number): Tensor

export function mean(x: Tensor, axes?: number | readonly number[]): Tensor

export function min(x: Tensor, axes?: number | readonly number[]): Tensor

export function minimum(a: Tensor | number, b: Tensor | number): Tensor

export function move(x: Tensor, backend: Backend): Promise<Tensor>

export function mul(a: Tensor | number, b: Tensor | number): Tensor

export function neg(x: Tensor): Tensor

export function noGrad<T>(fn: () => T): T

export function notEqual(a: Tensor | number, b: Tensor | number): Tensor

export function oneHot(labels: Tensor, classes: number, options?: OneHotOptions): Tensor

export function ones(shape: Shape, options?: CreateOptions): Tensor

export function pad(x: Tensor, widths: readonly (readonly [
  number,
  number
])[], value?): Tensor

export function planMask(x: Pick<Tensor, 'shape' | 'dtype'>, options: MaskOptions): MaskPlan

export function planMasksOfSamples(x: Pick<Tensor, 'shape' | 'dtype'>, rows: number, masks: readonly MaskOptions[]): MaskPlan | undefined

export function pow(base: Tensor | number, exponent: Tensor | number): Tensor

export function randomNormal(key: Key, shape: Shape, options?: RandomOptions & {
  mean?: number
  std?: number
}): Tensor

export function randomUniform(key: Key, shape: Shape, options?: RandomOptions & {
  low?: number
  high?: number
}): Tensor

export function reclaim<T extends Tensor>(x: T): T

export function record(output: Tensor, options: Recorded): Tensor

export const reference: Backend

export function referenceBackend(): Backend

export function relu(x: Tensor): Tensor

export function requireGrad(x: Tensor): Tensor

export function reshape(x: Tensor, shape: Shape): Tensor

export function resolveAxes(op: string, axes: number | readonly number[] | undefined, rank: number): number[]

export function resolveAxis(op: string, axis: number, rank: number): number

export function retain(x: Tensor): Tensor

export function rowMajorStrides(shape: Shape): number[]

export function sameShape(a: Shape, b: Shape): boolean

export function scatterAdd(x: Tensor, indices: Tensor, rows: number): Tensor

export function scope<T>(fn: () => T): T

export function selu(x: Tensor): Tensor

export function sigmoid(x: Tensor): Tensor

export function silu(x: Tensor): Tensor

export function sin(x: Tensor): Tensor

export function sizeOf(shape: Shape): number

export function slice(x: Tensor, axis: number, start: number, end?: number): Tensor

export function slideWindow<R extends SpatialRank>(op: string, extents: Shape, size: PerAxis<R>, options?: WindowOptions<R>): {
  readonly window: Window
  readonly positions: readonly number[]
}

export function softmax(x: Tensor, axis?): Tensor

export function softmaxCrossEntropy(logits: Tensor, labels: Tensor): Tensor

export function softplus(x: Tensor): Tensor

export const spatialInputs: Readonly<Record<SpatialRank, { readonly name: string; readonly axes: string }>>

export function split(x: Tensor, parts: number | readonly number[], axis?): Tensor[]

export function sqrt(x: Tensor): Tensor

export function square(x: Tensor): Tensor

export function stack(tensors: readonly Tensor[], axis?): Tensor

export function sub(a: Tensor | number, b: Tensor | number): Tensor

export function sum(x: Tensor, axes?: number | readonly number[]): Tensor

export function sumOrBound(x: Tensor): Tensor

export function sumTo(x: Tensor, shape: Shape): Tensor

export function tanh(x: Tensor): Tensor

export function tensor(values: NestedNumbers | TypedArray, options?: CreateOptions & {
  readonly shape?: Shape
}): Tensor

export function topK(x: Tensor, k: number, axis?): TopK

export function transpose(x: Tensor, order?: readonly number[]): Tensor

export function where(condition: Tensor, a: Tensor | number, b: Tensor | number): Tensor

export function zeros(shape: Shape, options?: CreateOptions): Tensor

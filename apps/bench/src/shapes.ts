/** [rows, inner] times [inner, columns]. */
export interface MatmulShape {
  readonly rows: number
  readonly inner: number
  readonly columns: number
  /** Which operand lies transposed in memory, as in the gradients of a layer. */
  readonly transposed: 'a' | 'b' | undefined
}

/** The shape that the name of a workload tells: `matmul-512`, or `matmul-128x784x1024` (rows, inner, columns), with `-at` or `-bt`. */
export function shapeOfMatmul(workload: string): MatmulShape {
  const [, sizes, transposed] = /^matmul-([\dx]+?)(?:-([ab])t)?$/.exec(workload) ?? []
  const [rows, inner = rows, columns = rows] = (sizes ?? '').split('x').map(Number)
  if (!(rows && inner && columns)) throw new Error(`${workload} does not tell a shape`)
  return { rows, inner, columns, transposed: transposed as 'a' | 'b' | undefined }
}

/** Rows of 128 batches, or of a large square, of what dropout is applied to. */
export const dropoutShapes: Readonly<Record<string, readonly [number, number]>> = {
  '512KB': [128, 1024],
  '64MB': [4096, 4096],
}

/** The network of the training workloads, and the small one: widths from input to classes. */
export const MLP = [784, 1024, 1024, 1024, 10] as const
export const SMALL = [64, 64, 10] as const
export const MLP_BATCH = 128
export const SMALL_BATCH = 32
/** Keep probabilities of the input and of hidden units. */
export const KEEP = { input: 0.8, hidden: 0.5 } as const
export const OPTIMIZER = { learningRate: 0.02, momentum: 0.9 } as const
export const SAMPLES = 100
/** Images of an epoch of `fit`, and its steps. The digits of the bench repeat. */
export const FIT_IMAGES = 20_000
export const FIT_STEPS: number = Math.ceil(FIT_IMAGES / MLP_BATCH)
/** [examples, steps of time, features], and the units. */
export const LSTM = { batch: 32, time: 32, features: 64, units: 64 } as const
export const UNIFORMS: number = 16_777_216
/** The convolutional network: 28 x 28 pixels, 3 x 3 kernels without padding, pooling by 2, a dense layer. */
export const CONV = {
  side: 28,
  channels: [1, 32, 64],
  kernel: 3,
  pool: 2,
  flat: 9216,
  dense: 128,
  classes: 10,
} as const
export const CONV_BATCH = 64
/** Keep probabilities after pooling and after the dense layer. */
export const CONV_KEEP = { pooled: 0.75, dense: 0.5 } as const

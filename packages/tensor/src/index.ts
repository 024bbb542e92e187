export type { AdamSettings } from './adam-settings.ts'
export { assign } from './assign.ts'
export { assignAdamStep } from './assign-adam-step.ts'
export { assignMaxNorm } from './assign-max-norm.ts'
export { assignMomentumStep, type MomentumSettings } from './assign-momentum-step.ts'
export { assignScaledSum } from './assign-scaled-sum.ts'
export { backward } from './autograd/backward.ts'
export type { BackwardRule } from './autograd/graph-node.ts'
export { type Recorded, record } from './autograd/record.ts'
export { isRecording, noGrad } from './autograd/recording.ts'
export type { Backend, KernelName, Kernels, MemoryUse } from './backend.ts'
export { checkGradient } from './check-gradient.ts'
export type { ConvOptions } from './convolve.ts'
export {
  arange,
  type BackendOption,
  type CreateOptions,
  full,
  type NestedNumbers,
  ones,
  requireGrad,
  tensor,
  zeros,
} from './create.ts'
export {
  type ArrayOf,
  bytesPerElement,
  type DType,
  dtypeOf,
  dtypes,
  isFloat,
  type TypedArray,
} from './dtype.ts'
export type { Epilogue } from './epilogue.ts'
export { type DrawnMask, type MaskOptions, type MaskPlan, type MaskSpec, planMask } from './masks/mask.ts'
export { move } from './move.ts'
export * from './ops/index.ts'
export type { PoolOptions } from './pool.ts'
export { type RandomOptions, randomNormal, randomUniform } from './random.ts'
export { reference, referenceBackend } from './reference/backend.ts'
export { SUM_CHUNK } from './reference/sum-fold.ts'
export { retain } from './retain.ts'
export { keepTensor, scope } from './scope.ts'
export {
  broadcastShapes,
  formatShape,
  resolveAxes,
  resolveAxis,
  rowMajorStrides,
  type Shape,
  sameShape,
  sizeOf,
} from './shape.ts'
export { type PerAxis, type SpatialRank, spatialInputs } from './spatial.ts'
export { Tensor } from './tensor.ts'
export { TensorError } from './tensor-error.ts'
export { broadcastView, denseView, isContiguous, matrixOffsets, type Storage, type View } from './view.ts'
export { type Padding, type Spatial, slideWindow, type Window, type WindowOptions } from './window.ts'

export { backward } from './autograd/backward.ts'
export { checkGradient } from './autograd/check-gradient.ts'
export type { BackwardRule } from './autograd/graph-node.ts'
export { type Recorded, record } from './autograd/record.ts'
export { isRecording, noGrad } from './autograd/recording.ts'
export { sumOrBound } from './autograd/sum-or-bound.ts'
export type { Backend, KernelName, Kernels, MemoryUse } from './backend.ts'
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
export { dispatch } from './dispatch.ts'
export {
  type ArrayOf,
  bytesPerElement,
  type DType,
  dtypeOf,
  dtypes,
  isFloat,
  type TypedArray,
} from './dtype.ts'
export { assignValues } from './in-place/assign-values.ts'
export type { AdamSettings } from './in-place/optimizer-steps.ts'
export {
  assign,
  assignAdamStep,
  assignMaxNorm,
  assignMomentumStep,
  assignScaledSum,
  type MomentumSettings,
} from './in-place/optimizer-steps.ts'
export type { Epilogue } from './masks/mask.ts'
export { type MaskOptions, type MaskPlan, type MaskSpec, planMask } from './masks/mask.ts'
export { dropoutOfSamples, planMasksOfSamples } from './masks/sample-masks.ts'
export { reclaim } from './memory/reclaim.ts'
export { retain } from './memory/retain.ts'
export { keepTensor, scope } from './memory/scope.ts'
export { move } from './move.ts'
export type { ConvOptions } from './ops/convolutions.ts'
export * from './ops/index.ts'
export type { PoolOptions } from './ops/pooling.ts'
export { type RandomOptions, randomNormal, randomUniform } from './random.ts'
export { reference, referenceBackend } from './reference/backend.ts'
export { SUM_CHUNK } from './reference/sum-fold.ts'
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
export { Tensor } from './tensor.ts'
export { TensorError } from './tensor-error.ts'
export type { Program, Trace } from './trace.ts'
export { broadcastView, denseView, isContiguous, matrixOffsets, type Storage, type View } from './view.ts'
export {
  type Padding,
  type PerAxis,
  type Spatial,
  type SpatialRank,
  slideWindow,
  spatialInputs,
  type Window,
  type WindowOptions,
} from './window.ts'

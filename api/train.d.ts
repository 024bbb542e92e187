// @thinned/train

export interface AdamOptions {
  readonly learningRate?: Schedule
  readonly beta1?: number
  readonly beta2?: number
  readonly epsilon?: number
}

export interface AdamWOptions extends AdamOptions {
  readonly weightDecay?: number
}

export type ArraysOf<T> = T extends Tensor ? Values : {
  readonly [Name in keyof T]: Values
}

export interface AveragingRule {
  readonly name: string
  readonly settings: {
    readonly [name: string]: JsonValue
  }
  readonly every: 'step' | 'epoch'
  update(average: Tensor, parameter: Tensor, moment: Moment): void
}

export { Batch } from '@thinned/nn'

export interface BestCheckpoint {
  readonly slot: number
  readonly value: number
  readonly step: number
  readonly epoch: number
}

export interface BestCheckpointOptions extends Monitor {
  readonly count?: number
}

export type Build<Member extends AnyModel = AnyModel> = (context: BuildContext) => Member | Promise<Member>

export interface BuildContext {
  readonly key: Key
  readonly index: number
  readonly signal: AbortSignal
  readonly place: CheckpointPlace
  report(value: JsonValue): void
}

export type BuildModule = {
  readonly href: string
} | {
  readonly worker: () => PageWorker
}

export interface CalibrateClassesOptions<Fitted = unknown> extends Omit<ClassOptions, 'everySample' | 'classNames'>, HeldOutOptions {
  readonly with: Calibrator<ClassCalibrationBatch, Fitted>
}

export interface CalibrateValuesOptions<Fitted = unknown> extends Omit<ValueOptions, 'everySample'>, HeldOutOptions {
  readonly with: Calibrator<ValueCalibrationBatch, Fitted>
}

export interface Calibration<Fitted, Prediction> {
  readonly fitted: Fitted
  readonly prediction: Prediction
}

export interface Calibrator<Batch = never, Fitted = unknown> {
  fit(batch: Batch): Fitted | Promise<Fitted>
}

export type Callback = {
  readonly name?: string
} & {
  [Kind in keyof Events]?: (event: Events[Kind]) => CallbackAnswer | Promise<CallbackAnswer>
}

export type CallbackAnswer = void | 'stop'

export interface CheckpointErrorEvent {
  readonly step: number
  readonly error: Error
}

export interface CheckpointEvent {
  readonly step: number
}

export interface CheckpointPlace {
  readonly name?: string
  save(bytes: Uint8Array, options?: StoreOptions): Promise<void>
  load(options?: StoreOptions): Promise<Uint8Array | undefined>
  lock?(): Promise<() => Promise<void>>
  sibling?(name: string): CheckpointPlace
}

export interface CheckpointStore extends CheckpointPlace {
  readonly place: CheckpointPlace
  readonly format: object
}

export interface ClassBatch {
  readonly probabilities: Float32Array
  readonly logits?: Float32Array
  readonly classes: number
  readonly predicted: Int32Array
  readonly uncertainty: Float32Array
  readonly mutualInformation: Float32Array
}

export interface ClassCalibrationBatch extends ClassBatch {
  readonly labels: Int32Array
}

export interface ClassOptions extends PredictOptions {
  readonly task?: 'classification' | 'binary'
  readonly classNames?: readonly string[] | undefined
}

export interface ClassPrediction {
  readonly predicted: Int32Array
  readonly predictedNames?: readonly string[]
  readonly mean: NdArray<Float32Array>
  readonly entropy: Float32Array
  readonly mutualInformation: Float32Array
  readonly logits?: NdArray<Float32Array>
  readonly standardError?: Float32Array
  readonly sampleCounts?: Int32Array
  readonly full?: FullClassPrediction
  readonly samples?: ClassSamples
}

export interface ClassSamples extends NdArray<Float32Array> {
  readonly share?: 'batch'
}

export interface Constraint {
  readonly name: string
  readonly settings: {
    readonly [name: string]: JsonValue
  }
  apply(path: string, parameter: Tensor): void
}

export type Data<Inputs extends Arrays = Values, Targets extends Arrays = Values> = Dataset<Inputs, Targets> | DataSource<Inputs, Targets>

export interface DifferentiateOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  readonly loss?: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  readonly mode?: Mode
  readonly key?: Key
  readonly row?: number
  readonly moment?: Moment
}

export interface Differentiated {
  readonly loss: number
  readonly gradients: Readonly<Record<string, TypedArray>>
}

export interface EarlyStopping extends Monitor {
  readonly patience: number
}

export interface EnsembleOptions {
  readonly members: number
  readonly key: Key
  readonly task?: MixtureTask
  readonly noise?: 'predicted'
  readonly workers?: number
  readonly store?: EnsembleStore
  readonly name?: string
  readonly layers?: FromConfigOptions['layers']
  readonly schedules?: NonNullable<FromConfigOptions['schedules']>
  readonly signal?: StopSignal
  readonly onProgress?: (progress: EnsembleProgress) => void
}

export interface EnsembleProgress {
  readonly done: number
  readonly members: number
  readonly index: number
  readonly report?: JsonValue
}

export interface EnsembleStore {
  readonly name?: string
  load(index: number): Promise<Uint8Array | undefined>
  save(index: number, bytes: Uint8Array): Promise<void>
  checkpoint?(index: number): CheckpointPlace
  lock?(): Promise<() => Promise<void>>
}

export interface EpochEvent {
  readonly record: EpochRecord
  readonly epochs: number
}

export interface EpochRecord extends UnmeasuredEpochRecord {
  readonly thinnedLoss: number
  readonly loss: number
  readonly error: number
  readonly accuracy: number
  readonly metrics?: MetricValues
  readonly gap?: number
}

export interface EvaluateOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values, M extends RunMetrics = RunMetrics> {
  readonly loss?: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  readonly metrics?: M
  readonly batchSize?: number
  readonly backend?: Backend
  readonly pass?: (row: number) => Pass
  readonly params?: Params
  readonly signal?: StopSignal
  readonly onProgress?: (progress: PassProgress) => void
}

export interface Evaluation<M extends RunMetrics = RunMetrics> {
  readonly loss: number
  readonly error: number
  readonly accuracy: number
  readonly metrics: MetricValues<M>
}

export interface Events {
  readonly start: StartEvent
  readonly step: StepEvent
  readonly validation: ValidationEvent
  readonly epoch: EpochEvent
  readonly checkpoint: CheckpointEvent
  readonly checkpointError: CheckpointErrorEvent
  readonly stop: StopEvent
}

export interface FitInWorkerOptions<M extends AnyModel = AnyModel> {
  readonly settings?: unknown
  readonly transfer?: readonly object[]
  readonly model?: M
  readonly layers?: FromConfigOptions['layers']
  readonly schedules?: NonNullable<FromConfigOptions['schedules']>
  readonly backend?: Backend
  readonly signal?: StopSignal
  readonly callbacks?: readonly Callback[]
  readonly checkpoint?: NonNullable<FitOptions['checkpoint']>
  readonly resume?: boolean
}

export interface FitOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  readonly data: {
    readonly train: Data<ArraysOf<Inputs>, Targets>
    readonly validation?: Data<ArraysOf<Inputs>, Targets>
  }
  readonly loss: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  readonly metrics?: RunMetrics
  readonly epochs: number
  readonly batchSize: number
  readonly accumulate?: number
  readonly measureTraining?: number | 'all' | 'none'
  readonly optimizer: Optimizer
  readonly groups?: readonly ParameterGroup[]
  readonly constraint?: Constraint
  readonly l2?: number
  readonly l1?: number
  readonly clipNorm?: number
  readonly averaging?: AveragingRule
  readonly key: Key
  readonly backend?: Backend
  readonly signal?: StopSignal
  readonly callbacks?: readonly Callback[]
  readonly validateEvery?: {
    readonly steps: number
  } | {
    readonly epochs: number
  }
  readonly earlyStopping?: EarlyStopping
  readonly checkpoint?: {
    readonly store: CheckpointStore
    readonly everySteps?: number
    readonly everyEpochs?: number
    readonly best?: BestCheckpointOptions
  }
  readonly check?: (model: AnyModel) => readonly ModelWarning[]
  readonly onWarning?: (warning: ModelWarning) => void
  readonly resume?: boolean
}

export interface FitResult<Record extends UnmeasuredEpochRecord = EpochRecord> {
  readonly history: readonly Record[]
  readonly validations: readonly ValidationRecord[]
  readonly stopped: StopReason
  readonly warnings?: readonly ModelWarning[]
  readonly steps: number
  readonly bestEpoch?: number
  readonly bestStep?: number
  readonly best?: readonly (BestCheckpoint & {
    readonly store: CheckpointPlace
  })[]
}

export interface FullClassPrediction {
  readonly predicted: Int32Array
  readonly predictedNames?: readonly string[]
  readonly mean: NdArray<Float32Array>
  readonly entropy: Float32Array
  readonly logits: NdArray<Float32Array>
}

export interface FullValuePrediction {
  readonly mean: NdArray<Float32Array>
  readonly totalVariance?: NdArray<Float32Array>
}

export type GivenFor<T> = T extends Tensor ? NdArray | Tensor : {
  readonly [Name in keyof T]: NdArray | Tensor
}

export interface HeldOutOptions {
  readonly train?: Data<Arrays<Values>, Arrays<Values>>
  readonly allowTrainingRows?: boolean
}

export interface LoadModelOptions extends FromConfigOptions {
  readonly backend?: Backend | undefined
  readonly name?: string | undefined
}

export interface LoadWeightsOptions {
  readonly backend?: Backend
  readonly name?: string
}

export interface LoadedModel {
  readonly model: Layer
  readonly prepare?: FittedPreprocess
  readonly inputScaler?: ArrayScaler
  readonly targetScaler?: ArrayScaler
  readonly classNames?: readonly string[]
  readonly metadata?: Readonly<Record<string, JsonValue>>
}

export { Loss } from '@thinned/nn'

export type LossName = {
  readonly [Name in keyof Losses]: Losses[Name] extends {
    readonly kind: 'loss'
  } ? Name : never
}[keyof Losses]

export type LossOption<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> = LossName | MarkedLoss<Outputs> | Objective<Inputs, Outputs, Targets>

export { LossPart } from '@thinned/nn'

export type MarkedLoss<Outputs = Tensor> = Pick<Loss<Outputs, never>, 'kind' | 'settings' | 'with'>

export type MeasuredBatch = {
  readonly probabilities: Float64Array
  readonly logits: Float64Array
  readonly classes: number
  readonly predicted: Int32Array
  readonly labels: Int32Array
} | {
  readonly predicted: Float32Array
  readonly targets: Float32Array
}

export type MetricValues<M extends RunMetrics = RunMetrics> = {
  readonly [Name in keyof M]: M[Name] extends RunMetric<infer Result> ? Result : never
}

export interface ModelWarning {
  readonly kind: string
  readonly path: string
  readonly sentence: string
}

export interface Monitor {
  readonly monitor?: string
  readonly mode?: 'min' | 'max'
}

export interface NodeWorker {
  postMessage(message: unknown, transfer?: never): void
  terminate(): Promise<number>
  on(event: 'message' | 'error' | 'exit', listener: (value: unknown) => void): unknown
}

export type Noise = 'predicted' | {
  readonly precision: number | readonly number[]
} | {
  readonly deviation: number | readonly number[]
}

export { Objective } from '@thinned/nn'

export interface Optimizer {
  readonly name: string
  readonly settings: {
    readonly [name: string]: JsonValue
  }
  readonly stateNames: readonly string[]
  update(parameter: Tensor, gradient: Tensor, state: Readonly<Record<string, Tensor>>, moment: Moment): void
}

export interface PageWorker {
  postMessage(message: unknown, transfer?: never): void
  terminate(): unknown
  addEventListener(type: string, listener: (event: any) => void): void
}

export interface ParameterGroup {
  readonly match: string | RegExp | ((path: string) => boolean)
  readonly optimizer?: Optimizer
  readonly l1?: number
  readonly l2?: number
  readonly constraint?: Constraint | null
  readonly frozen?: boolean
}

export interface PassProgress {
  readonly done: number
  readonly passes: number
  readonly decided?: number
}

export interface PredictOptions {
  readonly samples?: number
  readonly tolerance?: number
  readonly maxSamples?: number
  readonly key?: Key
  readonly moment?: Moment
  readonly share?: 'batch'
  readonly everySample?: boolean
  readonly batchSize?: number
  readonly backend?: Backend
  readonly signal?: StopSignal
  readonly onProgress?: (progress: PassProgress) => void
}

export interface RmspropOptions {
  readonly learningRate?: Schedule
  readonly decay?: number
  readonly epsilon?: number
  readonly momentum?: Schedule
  readonly centered?: boolean
}

export type RunMetric<Result = unknown> = Metric<any, any, Result>

export type RunMetrics = Readonly<Record<string, RunMetric>>

export interface SaveModelOptions {
  readonly prepare?: FittedPreprocess | undefined
  readonly inputScaler?: ArrayScaler | undefined
  readonly targetScaler?: ArrayScaler | undefined
  readonly classNames?: readonly string[] | undefined
  readonly metadata?: Readonly<Record<string, unknown>> | undefined
}

export interface ServedFit {
  readonly model: AnyModel
  readonly run: FitResult<UnmeasuredEpochRecord>
}

export interface ServedFitOptions {
  readonly signal: AbortSignal
  readonly callbacks: readonly Callback[]
  readonly checkpoint?: NonNullable<FitOptions['checkpoint']>
  readonly resume?: boolean
}

export interface SgdOptions {
  readonly learningRate: Schedule
  readonly momentum?: Schedule
  readonly nesterov?: boolean
}

export interface StartEvent {
  readonly step: number
  readonly steps: number
  readonly epochs: number
}

export interface StepEvent {
  readonly step: number
  readonly steps: number
  readonly epoch: number
  readonly loss: number
  readonly penalty?: number
}

export interface StopEvent {
  readonly reason: StopReason
  readonly step: number
}

export type StopReason = 'finished' | 'early' | 'aborted' | 'callback'

export interface StopSignal {
  readonly aborted: boolean
  readonly reason?: unknown
  addEventListener?(type: 'abort', listener: () => void): void
  removeEventListener?(type: 'abort', listener: () => void): void
}

export interface StoreOptions {
  readonly signal?: AbortSignal
}

export type Tensors = Tensor | Readonly<Record<string, Tensor>>

export type TensorsOf<A extends Arrays> = A extends NdArray ? Tensor : {
  readonly [Name in keyof A]: Tensor
}

export class TrainError extends ThinnedError {
  override readonly name = 'TrainError'
}

export interface Trainer<Inputs = Tensor, Targets = Tensor> {
  step(inputs: GivenFor<Inputs>, targets: GivenFor<Targets>, weights?: NdArray | Tensor): number
  readonly steps: number
  epoch: number
  readonly replay: {
    readonly steps: number
    readonly obstacle: string | undefined
  }
  dispose(): void
}

export interface TrainerOptions<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> {
  readonly loss: LossOption<Inputs, Outputs, Targets>
  readonly optimizer: Optimizer
  readonly constraint?: Constraint
  readonly l2?: number
  readonly l1?: number
  readonly clipNorm?: number
  readonly key: Key
  readonly backend?: Backend
  readonly steps?: number
}

export interface UnmeasuredEpochRecord {
  readonly epoch: number
  readonly runningLoss: number
  readonly penalty?: number
  readonly measuredExamples: number
  readonly validationLoss?: number
  readonly validationError?: number
  readonly validationAccuracy?: number
  readonly validationMetrics?: MetricValues
  readonly keep: Readonly<Record<string, number>>
  readonly seconds: number
  readonly examplesPerSecond: number
}

export interface ValidationEvent {
  readonly record: ValidationRecord
}

export interface ValidationRecord {
  readonly step: number
  readonly epoch: number
  readonly loss: number
  readonly error: number
  readonly accuracy: number
  readonly metrics?: MetricValues
}

export interface ValueBatch {
  readonly predicted: Float32Array
  readonly deviation: Float32Array
  readonly samples?: Float32Array
  readonly noiseVariance?: Float32Array
  readonly low?: Float32Array
  readonly high?: Float32Array
}

export interface ValueCalibrationBatch extends ValueBatch {
  readonly targets: ArrayLike<number>
}

export interface ValueInterval {
  readonly low: NdArray<Float32Array>
  readonly high: NdArray<Float32Array>
}

export interface ValueOptions extends PredictOptions {
  readonly task: 'regression'
  readonly noise?: Noise
  readonly targetScaler?: ArrayScaler
  readonly level?: number
}

export interface ValuePrediction {
  readonly mean: NdArray<Float32Array>
  readonly variance: NdArray<Float32Array>
  readonly noiseVariance?: NdArray<Float32Array>
  readonly totalVariance?: NdArray<Float32Array>
  readonly interval?: ValueInterval
  readonly standardError?: NdArray<Float32Array>
  readonly sampleCounts?: Int32Array
  readonly full?: FullValuePrediction
  readonly samples?: NdArray<Float32Array>
  readonly sampleNoiseVariance?: NdArray<Float32Array>
}

export interface WorkerFit<M extends AnyModel = Layer> {
  readonly model: M
  readonly run: FitResult
}

export function adam(options?: AdamOptions): Optimizer

export function adamW(options?: AdamWOptions): Optimizer

export * as averaging from '@thinned/train/averaging'

export function calibrate<Inputs, Fitted>(model: Model<Inputs, Tensor>, heldOut: Data<ArraysOf<Inputs>, Values>, options: CalibrateValuesOptions<Fitted>): Promise<Calibration<Fitted, ValuePrediction>>
export function calibrate<Inputs, Fitted>(model: Model<Inputs, Tensor>, heldOut: Data<ArraysOf<Inputs>, Values>, options: CalibrateClassesOptions<Fitted>): Promise<Calibration<Fitted, ClassPrediction>>

export function checkpointStore(place: CheckpointPlace): CheckpointStore

export function clipNorm(gradients: Readonly<Record<string, Tensor>>, limit: number): Record<string, Tensor>

export * as constraints from '@thinned/train/constraints'

export function differentiate<Inputs, Outputs, Targets extends Arrays = Values>(model: Model<Inputs, Outputs>, data: Dataset<ArraysOf<Inputs>, Targets> | DataSource<ArraysOf<Inputs>, Targets>, options?: DifferentiateOptions<Inputs, Outputs, Targets>): Promise<Differentiated>

export function ensemble(build: Build<Layer>, options: EnsembleOptions): Promise<Mixture>
export function ensemble<Inputs>(build: Build<Model<Inputs, Tensor>>, options: EnsembleOptions): Promise<MixtureOf<Inputs>>
export function ensemble(build: BuildModule, options: EnsembleOptions): Promise<Mixture>

export function evaluate<Inputs, Outputs, Targets extends Arrays = Values, M extends RunMetrics = RunMetrics>(model: Model<Inputs, Outputs>, data: Dataset<ArraysOf<Inputs>, Targets> | DataSource<ArraysOf<Inputs>, Targets>, options?: EvaluateOptions<Inputs, Outputs, Targets, M>): Promise<Evaluation<M>>

export function fit<Inputs, Outputs, Targets extends Arrays = Values>(model: Model<Inputs, Outputs>, options: FitOptions<Inputs, Outputs, Targets> & {
  readonly measureTraining: 'none'
}): Promise<FitResult<UnmeasuredEpochRecord>>
export function fit<Inputs, Outputs, Targets extends Arrays = Values>(model: Model<Inputs, Outputs>, options: FitOptions<Inputs, Outputs, Targets>): Promise<FitResult>

export function fitInWorker<M extends AnyModel = Layer>(worker: PageWorker | NodeWorker, options: FitInWorkerOptions<M>): Promise<WorkerFit<M>>

export function loadModel(bytes: Uint8Array, options: LoadModelOptions): LoadedModel

export function loadWeights(model: AnyModel, bytes: Uint8Array, options?: LoadWeightsOptions): void

export function predict<Inputs>(model: Model<Inputs, Tensor | losses.Gaussian>, inputs: GivenFor<Inputs>, options: ValueOptions): Promise<ValuePrediction>
export function predict<Inputs>(model: Model<Inputs, Tensor>, inputs: GivenFor<Inputs>, options?: ClassOptions): Promise<ClassPrediction>

export function predictionBatch(prediction: ClassPrediction | FullClassPrediction): ClassBatch
export function predictionBatch(prediction: ValuePrediction | FullValuePrediction): ValueBatch

export function replayOf(model: AnyModel): {
  readonly steps: number
  readonly obstacle: string | undefined
} | undefined

export function rmsprop(options?: RmspropOptions): Optimizer

export function saveModel(model: AnyModel, options?: SaveModelOptions): Promise<Uint8Array>

export function saveWeights(model: AnyModel): Promise<Uint8Array>

export * as schedules from '@thinned/train/schedules'

export function serveFit<Settings>(train: (settings: Settings, fromMain: ServedFitOptions) => ServedFit | Promise<ServedFit>): void

export function serveMembers(build: Build): void

export function sgd(options: SgdOptions): Optimizer

export function trainer<Inputs, Outputs, Targets = Tensor>(model: Model<Inputs, Outputs>, options: TrainerOptions<Inputs, Outputs, Targets>): Promise<Trainer<Inputs, Targets>>

// thinned

export { ActivationOptions } from '@thinned/nn'

export { AdamWOptions } from '@thinned/train'

export { AlphaDropoutOptions } from '@thinned/dropout'

export { AnyModel } from '@thinned/nn'

export { AttendOptions } from '@thinned/nn'

export { AttentionDropoutOptions } from '@thinned/dropout'

export { AveragingRule } from '@thinned/train'

export { Backend } from '@thinned/tensor'

export { Batch } from '@thinned/nn'

export { BatchNormOptions } from '@thinned/nn'

export { BestCheckpoint } from '@thinned/train'

export { BestCheckpointOptions } from '@thinned/train'

export { BidirectionalLayer } from '@thinned/nn'

export { BidirectionalRun } from '@thinned/nn'

export { BidirectionalRunOptions } from '@thinned/nn'

export { Both } from '@thinned/nn'

export { Build } from '@thinned/train'

export { BuildContext } from '@thinned/train'

export { BuildModule } from '@thinned/train'

export { CalibrateClassesOptions } from '@thinned/train'

export { CalibrateValuesOptions } from '@thinned/train'

export { Calibration } from '@thinned/train'

export { Calibrator } from '@thinned/train'

export { Callback } from '@thinned/train'

export { ChannelDropoutOptions } from '@thinned/dropout'

export { CheckpointPlace } from '@thinned/train'

export { CheckpointStore } from '@thinned/train'

export { ClassBatch } from '@thinned/train'

export { ClassCalibrationBatch } from '@thinned/train'

export { ClassOptions } from '@thinned/train'

export { ClassPrediction } from '@thinned/train'

export { ClassSamples } from '@thinned/train'

export { ConcreteDropoutOptions } from '@thinned/dropout'

export { Constraint } from '@thinned/train'

export { ConvLayerOptions } from '@thinned/nn'

export { Data } from '@thinned/train'

export { DataError } from '@thinned/data'

export { DataSource } from '@thinned/data'

export { Dataset } from '@thinned/data'

export { DiagnosisError } from '@thinned/diagnosis'

export { DropBlockOptions } from '@thinned/dropout'

export { DropConnectOptions } from '@thinned/dropout'

export { DropPathOptions } from '@thinned/dropout'

export { DropoutError } from '@thinned/dropout'

export { DropoutOptions } from '@thinned/dropout'

export { EarlyStopping } from '@thinned/train'

export { EluOptions } from '@thinned/nn'

export { EmbeddingDropoutOptions } from '@thinned/dropout'

export { EmbeddingOptions } from '@thinned/nn'

export { EnsembleOptions } from '@thinned/train'

export { EnsembleProgress } from '@thinned/train'

export { EnsembleStore } from '@thinned/train'

export { EpochRecord } from '@thinned/train'

export { ErrorCode } from '@thinned/schema'

export { EvaluateOptions } from '@thinned/train'

export { Evaluation } from '@thinned/train'

export { FeatureAlphaDropoutOptions } from '@thinned/dropout'

export { FitInWorkerOptions } from '@thinned/train'

export { FitOptions } from '@thinned/train'

export { FitResult } from '@thinned/train'

export { FullClassPrediction } from '@thinned/train'

export { FullValuePrediction } from '@thinned/train'

export { GaussianDropoutOptions } from '@thinned/dropout'

export { GaussianNoiseOptions } from '@thinned/dropout'

export { GroupNormOptions } from '@thinned/nn'

export { GruOptions } from '@thinned/nn'

export { HeldOutOptions } from '@thinned/train'

export { Initializer } from '@thinned/nn'

export { JsonValue } from '@thinned/nn'

export { KeepOption } from '@thinned/dropout'

export { Key } from '@thinned/rng'

export { Layer } from '@thinned/nn'

export { LayerConfig } from '@thinned/nn'

export { LayerDropOptions } from '@thinned/dropout'

export { LayerNormOptions } from '@thinned/nn'

export { LeakyReluOptions } from '@thinned/nn'

export { LinearOptions } from '@thinned/nn'

export { LoadModelOptions } from '@thinned/train'

export { LoadedModel } from '@thinned/train'

export { LockedDropoutOptions } from '@thinned/dropout'

export { Loss } from '@thinned/nn'

export { LossName } from '@thinned/train'

export { LossOption } from '@thinned/train'

export { LstmOptions } from '@thinned/nn'

export { MetricsError } from '@thinned/metrics'

export { Mixture } from '@thinned/nn'

export { MixtureOf } from '@thinned/nn'

export { MixtureOptions } from '@thinned/nn'

export { MixtureTask } from '@thinned/nn'

export { Mode } from '@thinned/nn'

export { Model } from '@thinned/nn'

export { ModelWarning } from '@thinned/train'

export { Moment } from '@thinned/nn'

export { Monitor } from '@thinned/train'

export { MultiHeadAttention } from '@thinned/nn'

export { MultiHeadAttentionOptions } from '@thinned/nn'

export { NdArray } from '@thinned/data'

export { NnError } from '@thinned/nn'

export { NodeWorker } from '@thinned/train'

export { Noise } from '@thinned/train'

export { NormOptions } from '@thinned/nn'

export { Objective } from '@thinned/nn'

export { Optimizer } from '@thinned/train'

export { PageWorker } from '@thinned/train'

export { ParameterGroup } from '@thinned/train'

export { Params } from '@thinned/nn'

export { Pass } from '@thinned/nn'

export { PassProgress } from '@thinned/train'

export { PatchDropout } from '@thinned/dropout'

export { PatchDropoutOptions } from '@thinned/dropout'

export { PoolLayerOptions } from '@thinned/nn'

export { PositionalEmbeddingOptions } from '@thinned/nn'

export { PredictOptions } from '@thinned/train'

export { Pruning } from '@thinned/dropout'

export { ResidualOptions } from '@thinned/nn'

export { RmspropOptions } from '@thinned/train'

export { RngError } from '@thinned/rng'

export { RnnOptions } from '@thinned/nn'

export { RunMetrics } from '@thinned/train'

export { SaveModelOptions } from '@thinned/train'

export { Schedule } from '@thinned/nn'

export { ServedFit } from '@thinned/train'

export { ServedFitOptions } from '@thinned/train'

export { SgdOptions } from '@thinned/train'

export { SparseVariationalDropoutOptions } from '@thinned/dropout'

export { StandoutOptions } from '@thinned/dropout'

export { StopReason } from '@thinned/train'

export { TargetedDropoutOptions } from '@thinned/dropout'

export { Tensor } from '@thinned/tensor'

export { TensorError } from '@thinned/tensor'

export { ThinnedError } from '@thinned/schema'

export { TrainError } from '@thinned/train'

export { Trainer } from '@thinned/train'

export { TrainerOptions } from '@thinned/train'

export { ValidationRecord } from '@thinned/train'

export { ValueBatch } from '@thinned/train'

export { ValueCalibrationBatch } from '@thinned/train'

export { ValueInterval } from '@thinned/train'

export { ValueOptions } from '@thinned/train'

export { ValuePrediction } from '@thinned/train'

export { VariationalDropoutOptions } from '@thinned/dropout'

export { WasmBackend } from '@thinned/wasm'

export { WasmError } from '@thinned/wasm'

export { WordDropoutOptions } from '@thinned/dropout'

export { WorkerFit } from '@thinned/train'

export { ZoneoutOptions } from '@thinned/dropout'

export { adam } from '@thinned/train'

export { adamW } from '@thinned/train'

export { alphaDropout } from '@thinned/dropout'

export { attentionDropout } from '@thinned/dropout'

export { averagePool1d } from '@thinned/nn'

export { averagePool2d } from '@thinned/nn'

export { averagePool3d } from '@thinned/nn'

export * as averaging from '@thinned/train/averaging'

export { batchNorm } from '@thinned/nn'

export function best(): Promise<Backend>

export { bidirectional } from '@thinned/nn'

export function calibrate<Inputs, Fitted>(model: Model<Inputs, Tensor>, heldOut: train.Data<train.ArraysOf<Inputs>, Values>, options: train.CalibrateValuesOptions<Fitted>): Promise<train.Calibration<Fitted, train.ValuePrediction>>
export function calibrate<Inputs, Fitted>(model: Model<Inputs, Tensor>, heldOut: train.Data<train.ArraysOf<Inputs>, Values>, options: train.CalibrateClassesOptions<Fitted>): Promise<train.Calibration<Fitted, train.ClassPrediction>>

export { channelDropout } from '@thinned/dropout'

export { checkpointStore } from '@thinned/train'

export { compose } from '@thinned/nn'

export { concreteDropout } from '@thinned/dropout'

export * as constraints from '@thinned/train/constraints'

export { conv1d } from '@thinned/nn'

export { conv2d } from '@thinned/nn'

export { conv3d } from '@thinned/nn'

export { convertScaling } from '@thinned/dropout'

export * as data from '@thinned/data'

export { depthRamp } from '@thinned/dropout'

export { diagnosis } from '@thinned/diagnosis'

export { dropBlock } from '@thinned/dropout'

export { dropConnect } from '@thinned/dropout'

export { dropPath } from '@thinned/dropout'

export { dropout } from '@thinned/dropout'

export { elu } from '@thinned/nn'

export { embedding } from '@thinned/nn'

export { embeddingDropout } from '@thinned/dropout'

export function ensemble(build: train.Build<Layer>, options: train.EnsembleOptions): Promise<Mixture>
export function ensemble<Inputs>(build: train.Build<Model<Inputs, Tensor>>, options: train.EnsembleOptions): Promise<MixtureOf<Inputs>>
export function ensemble(build: train.BuildModule, options: train.EnsembleOptions): Promise<Mixture>

export function evaluate<Inputs, Outputs, Targets extends Arrays = Values, Metrics extends train.RunMetrics = train.RunMetrics>(model: Model<Inputs, Outputs>, data: train.Data<train.ArraysOf<Inputs>, Targets>, options?: train.EvaluateOptions<Inputs, Outputs, Targets, Metrics>): Promise<train.Evaluation<Metrics>>

export function fallbackReason(): Promise<string | undefined>

export { fastDropout } from '@thinned/dropout'

export { featureAlphaDropout } from '@thinned/dropout'

export function fit<Inputs, Outputs, Targets extends Arrays = Values>(model: Model<Inputs, Outputs>, options: train.FitOptions<Inputs, Outputs, Targets>): Promise<train.FitResult>

export function fitInWorker<M extends AnyModel = Layer>(worker: train.PageWorker | train.NodeWorker, options?: train.FitInWorkerOptions<M>): Promise<train.WorkerFit<M>>

export { flatten } from '@thinned/nn'

export { foldIn } from '@thinned/rng'

export function fromConfig(config: LayerConfig, options?: Partial<FromConfigOptions>): Layer

export { gaussianDropout } from '@thinned/dropout'

export { gaussianNoise } from '@thinned/dropout'

export { gelu } from '@thinned/nn'

export { globalAveragePool } from '@thinned/nn'

export { globalMaxPool } from '@thinned/nn'

export { groupNorm } from '@thinned/nn'

export { gru } from '@thinned/nn'

export { init } from '@thinned/nn'

export * as initializers from '@thinned/nn/initializers'

export { key } from '@thinned/rng'

export { layerDrop } from '@thinned/dropout'

export { layerNorm } from '@thinned/nn'

export { leakyRelu } from '@thinned/nn'

export { linear } from '@thinned/nn'

export function loadModel(bytes: Uint8Array, options?: Partial<LoadModelOptions>): LoadedModel

export { loadWeights } from '@thinned/train'

export { lockedDropout } from '@thinned/dropout'

export * as losses from '@thinned/nn/losses'

export { lstm } from '@thinned/nn'

export { maxPool1d } from '@thinned/nn'

export { maxPool2d } from '@thinned/nn'

export { maxPool3d } from '@thinned/nn'

export * as metrics from '@thinned/metrics'

export { mixture } from '@thinned/nn'

export { multiHeadAttention } from '@thinned/nn'

export * as nn from '@thinned/nn'

export * as objectives from '@thinned/dropout/objectives'

export * as ops from '@thinned/tensor'

export { patchDropout } from '@thinned/dropout'

export { permute } from '@thinned/nn'

export { positionalEmbedding } from '@thinned/nn'

export function predict<Inputs>(model: Model<Inputs, Tensor>, inputs: train.GivenFor<Inputs>, options: train.ValueOptions): Promise<train.ValuePrediction>
export function predict<Inputs>(model: Model<Inputs, Tensor>, inputs: train.GivenFor<Inputs>, options?: train.ClassOptions): Promise<train.ClassPrediction>

export { predictionBatch } from '@thinned/train'

export { pruned } from '@thinned/dropout'

export { reference } from '@thinned/tensor'

export { relu } from '@thinned/nn'

export { replayOf } from '@thinned/train'

export { reshape } from '@thinned/nn'

export { residual } from '@thinned/nn'

export { rmsprop } from '@thinned/train'

export * as rng from '@thinned/rng'

export { rnn } from '@thinned/nn'

export { saveModel } from '@thinned/train'

export { saveWeights } from '@thinned/train'

export * as schedules from 'thinned/schedules'

export { selu } from '@thinned/nn'

export { sequential } from '@thinned/nn'

export { serveFit } from '@thinned/train'

export { serveMembers } from '@thinned/train'

export { sgd } from '@thinned/train'

export { sigmoid } from '@thinned/nn'

export { silu } from '@thinned/nn'

export { sinusoidalPositions } from '@thinned/nn'

export { softmax } from '@thinned/nn'

export { softplus } from '@thinned/nn'

export { sparseVariationalDropout } from '@thinned/dropout'

export { split } from '@thinned/rng'

export { standout } from '@thinned/dropout'

export { summary } from '@thinned/nn'

export { tanh } from '@thinned/nn'

export { targetedDropout } from '@thinned/dropout'

export { tensor } from '@thinned/tensor'

export { toConfig } from '@thinned/nn'

export function trainer<Inputs, Outputs, Targets = Tensor>(model: Model<Inputs, Outputs>, options: train.TrainerOptions<Inputs, Outputs, Targets>): Promise<train.Trainer<Inputs, Targets>>

export { variationalDropout } from '@thinned/dropout'

export { wasm } from '@thinned/wasm'

export { wordDropout } from '@thinned/dropout'

export { zoneout } from '@thinned/dropout'

// @thinned/metrics

export interface AccuracyState {
  readonly right: number
  readonly count: number
}

export interface AcquireOptions {
  readonly method?: AcquisitionMethod
  readonly key?: Key
  readonly configurations?: number
}

export interface Acquisition {
  readonly indices: Int32Array
  readonly scores: Float64Array
}

export type AcquisitionMethod = 'bald' | 'batchBald' | 'entropy'

export interface ActivationBatch {
  readonly activations: ArrayLike<number>
  readonly units: number
}

export interface ActivationSparsity {
  readonly activeShare: number
  readonly mean: number
  readonly silentShare: number
  readonly unitMeans: readonly number[]
}

export interface ActivationSparsityState {
  readonly count: number
  readonly sums: readonly number[]
  readonly active: readonly number[]
}

export interface BinSums {
  readonly counts: readonly number[]
  readonly right: readonly number[]
  readonly confidence: readonly number[]
}

export type Binning = 'width' | 'mass'

export interface BootstrapOptions {
  readonly key: Key
  readonly resamples?: number
  readonly level?: number
  readonly method?: 'percentile' | 'bca'
}

export interface BrierDecompositionOptions {
  readonly bins?: number | 'values'
  readonly binning?: Binning
}

export interface BrierParts {
  readonly reliability: number
  readonly resolution: number
  readonly uncertainty: number
  readonly varianceWithinBins: number
  readonly covarianceWithinBins: number
}

export interface CalibrationErrorOptions {
  readonly bins?: number
  readonly binning?: Binning
  readonly of?: 'top' | 'classes'
}

export type CalibrationState = BinSums | ScoreState

export interface ClassCounts {
  readonly truePositives: readonly number[]
  readonly predicted: readonly number[]
  readonly actual: readonly number[]
}

export type ClassScore<Options extends ClassScoreOptions> = Options extends {
  readonly average: 'none'
} ? readonly number[] : number

export interface ClassScoreOptions {
  readonly classes: number
  readonly average?: 'macro' | 'weighted' | 'micro' | 'none'
  readonly positive?: number
  readonly zeroDivision?: 0 | 1 | 'skip'
}

export interface ClassScores {
  readonly probabilities?: ArrayLike<number> | undefined
  readonly logits?: ArrayLike<number> | undefined
  readonly classes: number
}

export interface ClassSets {
  readonly mask: Uint8Array
  readonly classes: number
  readonly sizes: Int32Array
}

export interface CoAdaptationState {
  readonly count: number
  readonly means: readonly number[]
  readonly products: readonly number[]
}

export interface ConformalIntervalsOptions {
  readonly alpha: number
  readonly score?: IntervalScoreName
  readonly floor?: number
}

export interface ConformalIntervalsState {
  readonly kind: 'intervals'
  readonly score: IntervalScoreName
  readonly alpha: number
  readonly rows: number
  readonly threshold: number
  readonly floor?: number
}

export interface ConformalSetsOptions {
  readonly alpha: number
  readonly score?: SetScoreName
  readonly key?: Key
  readonly perClass?: boolean
  readonly emptySets?: 'fill' | 'keep'
  readonly penalty?: number
  readonly kReg?: number
  readonly floor?: number
}

export interface ConformalSetsState {
  readonly kind: 'sets'
  readonly score: SetScoreName
  readonly alpha: number
  readonly emptySets: 'fill' | 'keep'
  readonly classes: number
  readonly rows: number
  readonly thresholds: readonly number[]
  readonly key?: Key
  readonly penalty?: number
  readonly kReg?: number
  readonly floor?: number
}

export type ConfusionCounts = readonly (readonly number[])[]

export interface ConfusionMatrixOptions {
  readonly classes: number
}

export interface CoverageGuarantee {
  readonly kind: 'coverage'
  readonly coverage: number
  readonly statement: string
}

export interface CoverageRejectionBatch {
  readonly uncertainty: ArrayLike<number>
}

export interface CoverageRejectionState {
  readonly kind: 'coverage'
  readonly coverage: number
  readonly rows: number
  readonly threshold: number
}

export interface CrpsOptions {
  readonly estimator?: 'exact' | 'fair'
}

export interface Curve {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

export interface DiscordantPairs {
  readonly onlyFirstRight: number
  readonly onlySecondRight: number
}

export interface EceOptions extends CalibrationErrorOptions {
  readonly debiased?: boolean
}

export interface FalsePositiveRateOptions extends RankingOptions {
  readonly truePositiveRate?: number
}

export type FittedConformal<State> = State extends ConformalIntervalsState ? FittedConformalIntervals : FittedConformalSets

export interface FittedConformalIntervals {
  readonly state: ConformalIntervalsState
  intervals(batch: PredictionBatch): Intervals
}

export interface FittedConformalSets {
  readonly state: ConformalSetsState
  sets(batch: SetBatch): ClassSets
}

export interface FittedGaussianNoise {
  readonly state: GaussianNoiseState
  readonly deviation: number
  readonly logLikelihood: number
  apply<Batch extends object>(batch: Batch): Batch & {
    readonly noiseVariance: number
  }
}

export interface FittedRejection<State extends RejectionState = RejectionState> {
  readonly state: State
  readonly threshold: number
  readonly guarantee: State extends RiskRejectionState ? RiskGuarantee : CoverageGuarantee
  accepts(uncertainty: ArrayLike<number>): Uint8Array
}

export interface FittedScaling<State extends ScalingState = ScalingState> {
  readonly state: State
  apply(scores: ClassScores): ScaledScores
}

export interface GaussianNoiseState {
  readonly precision: number
}

export interface GeneralizationGapOptions {
  readonly training: number
  readonly unseen: number
}

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly redrawn: number
}

export interface IntervalBatch {
  readonly low: ArrayLike<number>
  readonly high: ArrayLike<number>
  readonly targets: ArrayLike<number>
}

export interface IntervalCalibrationBatch extends PredictionBatch {
  readonly targets: ArrayLike<number>
}

export type IntervalScoreName = keyof typeof intervalScores

export interface IntervalScoreOptions {
  readonly level: number
}

export interface Intervals {
  readonly low: Float64Array
  readonly high: Float64Array
}

export interface IsotonicState extends ScalingState {
  readonly kind: 'isotonic'
  readonly curves: readonly Curve[]
}

export interface LabelBatch {
  readonly predicted: ArrayLike<number>
  readonly labels: ArrayLike<number>
}

export interface LabeledScores extends ClassScores {
  readonly labels: ArrayLike<number>
}

export interface LabeledSets extends Pick<ClassSets, 'classes'> {
  readonly mask: ArrayLike<number>
  readonly labels: ArrayLike<number>
}

export interface LogLikelihoodOptions {
  readonly precision?: number
}

export interface LogLossState {
  readonly sum: number
  readonly impossible: number
  readonly count: number
}

export interface McNemar extends DiscordantPairs {
  readonly method: McNemarMethod
  readonly pValue: number
}

export type McNemarMethod = 'exact' | 'midP' | 'chiSquare' | 'chiSquareContinuity'

export interface McNemarOptions {
  readonly method?: McNemarMethod
}

export interface MeanInterval {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly deviation: number
}

export interface MeanIntervalOptions {
  readonly level?: number
}

export interface MeanState {
  readonly sum: number
  readonly count: number
}

export interface MeanVariance {
  readonly count: number
  readonly mean: number
  readonly variance: number
  readonly standardDeviation: number
}

export interface Metric<State, Batch, Result> {
  readonly name: string
  empty(): State
  update(state: State, batch: Batch): State
  merge(a: State, b: State): State
  compute(state: State): Result
}

export class MetricsError extends ThinnedError {
  override readonly name = 'MetricsError'
}

export interface Moments {
  readonly count: number
  readonly mean: number
  readonly squares: number
}

export interface NoiseBatch {
  readonly predicted?: ArrayLike<number>
  readonly samples?: ArrayLike<number>
  readonly targets: ArrayLike<number>
}

export interface PairedInterval extends Interval {
  readonly pValue: number
}

export interface PinballOptions {
  readonly quantile: number
}

export interface PredictionBatch {
  readonly predicted?: ArrayLike<number>
  readonly deviation?: ArrayLike<number>
  readonly low?: ArrayLike<number>
  readonly high?: ArrayLike<number>
}

export interface PredictiveIntervalOptions {
  readonly level?: number
  readonly samples?: number
  readonly noiseVariance?: number | ArrayLike<number>
}

export interface PredictiveIntervals {
  readonly low: Float64Array
  readonly high: Float64Array
}

export interface PredictiveUncertainty {
  readonly mean: Float64Array
  readonly entropy: Float64Array
  readonly expectedEntropy: Float64Array
  readonly mutualInformation: Float64Array
}

export interface PredictiveUncertaintyOptions {
  readonly samples: number
  readonly classes: number
}

export interface ProbabilityBatch {
  readonly probabilities: ArrayLike<number>
  readonly logits?: ArrayLike<number> | undefined
  readonly classes: number
  readonly labels: ArrayLike<number>
}

export interface R2State {
  readonly targets: Moments
  readonly squaredErrors: number
}

export interface RankingOptions {
  readonly average?: 'macro' | 'weighted' | 'none'
  readonly absent?: 'refuse' | 'skip'
}

export type RankingScore<Options extends RankingOptions> = Options extends {
  readonly average: 'none'
} ? readonly number[] : number

export interface RejectByCoverageOptions {
  readonly coverage: number
}

export interface RejectByRiskOptions {
  readonly risk: number
  readonly confidence: number
  readonly candidates?: readonly number[]
}

export type Rejection<Options> = Options extends RejectByRiskOptions ? {
  fit(batch: RiskRejectionBatch): FittedRejection<RiskRejectionState>
} : {
  fit(batch: CoverageRejectionBatch): FittedRejection<CoverageRejectionState>
}

export type RejectionState = CoverageRejectionState | RiskRejectionState

export interface ReliabilityBin {
  readonly from: number
  readonly to: number
  readonly count: number
  readonly confidence: number
  readonly accuracy: number
}

export interface ReliabilityDiagramOptions {
  readonly bins?: number
  readonly binning?: Binning
  readonly of?: 'top' | number
}

export interface RiskCoverageCurve {
  readonly coverage: Float64Array
  readonly risk: Float64Array
  readonly uncertainty: Float64Array
}

export interface RiskGuarantee {
  readonly kind: 'risk'
  readonly risk: number
  readonly confidence: number
  readonly bound: number
  readonly coverage: number
  readonly statement: string
}

export interface RiskRejectionBatch extends CoverageRejectionBatch, Partial<LabelBatch> {
  readonly wrong?: ArrayLike<number | boolean>
}

export interface RiskRejectionState {
  readonly kind: 'risk'
  readonly risk: number
  readonly confidence: number
  readonly tests: number
  readonly rows: number
  readonly accepted: number
  readonly wrong: number
  readonly threshold: number
}

export interface RmsCalibrationErrorOptions extends CalibrationErrorOptions {
  readonly debiased?: boolean
}

export type RowPlaces = number | ArrayLike<number>

export interface SampledProbabilities {
  readonly data: ArrayLike<number>
  readonly shape: readonly number[]
  readonly share?: 'batch'
}

export interface SampledTargetBatch {
  readonly samples: ArrayLike<number>
  readonly noiseVariance?: number | ArrayLike<number>
  readonly targets: ArrayLike<number>
}

export interface ScaledScores {
  readonly probabilities: Float64Array
  readonly logits?: Float64Array
  readonly classes: number
}

export interface Scaling<State extends ScalingState = ScalingState> {
  fit(batch: LabeledScores): FittedScaling<State>
}

export interface ScalingState {
  readonly kind: string
  readonly classes: number
}

export type ScoreState = readonly StoredScores[]

export interface ScoreSum {
  readonly sum: number
  readonly infinite: number
  readonly count: number
}

export interface SetBatch {
  readonly probabilities: ArrayLike<number>
  readonly classes: number
  readonly uncertainty?: ArrayLike<number>
  readonly row?: RowPlaces
}

export interface SetCalibrationBatch extends SetBatch, ProbabilityBatch {
}

export type SetScoreName = keyof typeof setScores

export interface StoredScores {
  readonly classes: number
  readonly scores: readonly number[]
  readonly labels: readonly number[]
}

export interface TargetBatch {
  readonly predicted: ArrayLike<number>
  readonly targets: ArrayLike<number>
}

export interface TemperatureState extends ScalingState {
  readonly kind: 'temperature'
  readonly temperature: number
}

export interface TopKAccuracyOptions {
  readonly k: number
}

export interface UncertaintyBatch extends LabelBatch {
  readonly uncertainty: ArrayLike<number>
}

export interface ValueBatch {
  readonly values: ArrayLike<number>
}

export interface VectorState extends ScalingState {
  readonly kind: 'vector'
  readonly scales: readonly number[]
  readonly biases: readonly number[]
}

export function accuracy(...none: [
]): Metric<AccuracyState, LabelBatch, number>

export function acquire(pool: SampledProbabilities, count: number, options?: AcquireOptions): Acquisition

export function activationSparsity(...none: [
]): Metric<ActivationSparsityState, ActivationBatch, ActivationSparsity>

export function aurc(...none: [
]): Metric<ScoreState, UncertaintyBatch, number>

export function auroc<const Options extends RankingOptions = RankingOptions>(options?: Options): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>>

export function averagePrecision<const Options extends RankingOptions = RankingOptions>(options?: Options): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>>

export function bootstrapInterval<State, Batch extends object>(metric: Metric<State, Batch, number>, batch: Batch, options: BootstrapOptions): Interval

export function brier(...none: [
]): Metric<MeanState, ProbabilityBatch, number>

export function brierDecomposition(options?: BrierDecompositionOptions): Metric<ScoreState, ProbabilityBatch, BrierParts>

export function coAdaptation(...none: [
]): Metric<CoAdaptationState, ActivationBatch, number>

export function conformalFromState<State extends ConformalSetsState | ConformalIntervalsState>(state: State): FittedConformal<State>
export function conformalFromState<State extends ConformalSetsState | ConformalIntervalsState>(json: unknown): FittedConformal<State>

export function conformalIntervals(options: ConformalIntervalsOptions): {
  fit(batch: IntervalCalibrationBatch): FittedConformalIntervals
}

export function conformalSets(options: ConformalSetsOptions): {
  fit(batch: SetCalibrationBatch): FittedConformalSets
}

export function confusionMatrix(options: ConfusionMatrixOptions): Metric<ConfusionCounts, LabelBatch, ConfusionCounts>

export function crps(options?: CrpsOptions): Metric<ScoreSum, SampledTargetBatch, number>

export function discordantPairs(first: ArrayLike<number>, second: ArrayLike<number>, labels: ArrayLike<number>): DiscordantPairs

export function ece(options?: EceOptions): Metric<CalibrationState, ProbabilityBatch, number>

export function entropy(probabilities: ArrayLike<number>, classes: number): Float64Array

export function entropyOfRows(probabilities: ArrayLike<number>, classes: number): Float64Array

export function excessAurc(...none: [
]): Metric<ScoreState, UncertaintyBatch, number>

export function f1<const Options extends ClassScoreOptions>(options: Options): Metric<ClassCounts, LabelBatch, ClassScore<Options>>

export function falsePositiveRate<const Options extends FalsePositiveRateOptions = FalsePositiveRateOptions>(options?: Options): Metric<ScoreState, ProbabilityBatch, RankingScore<Options>>

export function gaussianNoise(...none: [
]): {
  fit(heldOut: NoiseBatch): FittedGaussianNoise
}

export function generalizationGap(options: GeneralizationGapOptions): number

export function intervalCoverage(...none: [
]): Metric<ScoreSum, IntervalBatch, number>

export function intervalScore(options: IntervalScoreOptions): Metric<ScoreSum, IntervalBatch, number>

export function intervalWidth(...none: [
]): Metric<ScoreSum, IntervalBatch, number>

export function isotonicScaling(...none: [
]): Scaling<IsotonicState>

export function logLikelihood(options?: LogLikelihoodOptions): Metric<ScoreSum, SampledTargetBatch, number>

export function logLoss(...none: [
]): Metric<LogLossState, ProbabilityBatch, number>

export function mae(...none: [
]): Metric<MeanState, TargetBatch, number>

export function maximumCalibrationError(options?: CalibrationErrorOptions): Metric<CalibrationState, ProbabilityBatch, number>

export function mcnemar(pairs: DiscordantPairs, options?: McNemarOptions): McNemar

export function meanInterval(values: ArrayLike<number>, options?: MeanIntervalOptions): MeanInterval

export function meanVariance(...none: [
]): Metric<Moments, ValueBatch, MeanVariance>

export function measure<State, Batch, Result>(metric: Metric<State, Batch, Result>, batch: Batch): Result

export function mostProbable(probabilities: ArrayLike<number>, classes: number): Int32Array

export function pairedBootstrap<State, Batch extends object>(metric: Metric<State, Batch, number>, first: Batch, second: Batch, options: BootstrapOptions): PairedInterval

export function pinball(options: PinballOptions): Metric<MeanState, TargetBatch, number>

export function precision<const Options extends ClassScoreOptions>(options: Options): Metric<ClassCounts, LabelBatch, ClassScore<Options>>

export function predictiveInterval(predictions: ArrayLike<number>, options?: PredictiveIntervalOptions): PredictiveIntervals

export function predictiveUncertainty(probabilities: ArrayLike<number>, options: PredictiveUncertaintyOptions): PredictiveUncertainty

export function r2(...none: [
]): Metric<R2State, TargetBatch, number>

export function recall<const Options extends ClassScoreOptions>(options: Options): Metric<ClassCounts, LabelBatch, ClassScore<Options>>

export function rejectAbove<Options extends RejectByCoverageOptions | RejectByRiskOptions>(options: Options): Rejection<Options>

export function rejectionFromState<State extends RejectionState>(state: State): FittedRejection<State>
export function rejectionFromState<State extends RejectionState>(json: unknown): FittedRejection<State>

export function reliabilityDiagram(batch: ProbabilityBatch, options?: ReliabilityDiagramOptions): readonly ReliabilityBin[]

export function riskCoverage(...none: [
]): Metric<ScoreState, UncertaintyBatch, RiskCoverageCurve>

export function rmsCalibrationError(options?: RmsCalibrationErrorOptions): Metric<CalibrationState, ProbabilityBatch, number>

export function rmse(...none: [
]): Metric<MeanState, TargetBatch, number>

export function scalingFromState<State extends ScalingState>(state: State): FittedScaling<State>
export function scalingFromState<State extends ScalingState>(json: unknown): FittedScaling<State>

export function setCoverage(...none: [
]): Metric<MeanState, LabeledSets, number>

export function setMembers(sets: Pick<ClassSets, 'mask' | 'classes'>): number[][]
export function setMembers(sets: Pick<ClassSets, 'mask' | 'classes'>, classNames: readonly string[]): string[][]

export function setSize(...none: [
]): Metric<MeanState, LabeledSets, number>

export function softmaxRows(logits: ArrayLike<number>, classes: number): Float64Array

export function splitUncertainty(mean: Float64Array, expectedEntropy: Float64Array, classes: number): PredictiveUncertainty

export function takeExamples<Batch extends object>(batch: Batch, examples: ArrayLike<number>): Batch

export function temperatureScaling(...none: [
]): Scaling<TemperatureState>

export function topKAccuracy(options: TopKAccuracyOptions): Metric<AccuracyState, ProbabilityBatch, number>

export function vectorScaling(...none: [
]): Scaling<VectorState>

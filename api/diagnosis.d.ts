// @thinned/diagnosis

export interface Advice {
  readonly findings: readonly Finding[]
}

export interface AdviseOptions {
  readonly validationExamples?: number
  readonly task?: 'classification' | 'regression'
  readonly model?: AnyModel
}

export type Certainty = 'certain' | 'likely' | 'unclear'

export interface Compared {
  readonly a: number | null
  readonly b: number | null
  readonly change: number | null
}

export interface ComparedKeep {
  readonly path: string
  readonly keep: Compared
  readonly kept: Compared
}

export interface ComparedLayer {
  readonly path: string
  readonly units: Compared
  readonly zeroShare: Compared
  readonly hoyer: Compared
  readonly deadShare: Compared
  readonly correlation: Compared
  readonly gini: Compared
}

export interface ComparedNoise {
  readonly squaredNorm: Compared
  readonly fromBatches: Compared
  readonly fromMasks: Compared
  readonly ratio: Compared
}

export interface ComparedRemoval {
  readonly fraction: number
  readonly plain: {
    readonly lossIncrease: Compared
    readonly errorIncrease: Compared
  }
  readonly rescaled: {
    readonly lossIncrease: Compared
    readonly errorIncrease: Compared
  }
}

export interface Comparison {
  readonly examples: number
  readonly loss: Compared
  readonly error: Compared
  readonly layers: readonly ComparedLayer[]
  readonly robustness: readonly ComparedRemoval[] | null
  readonly keep: readonly ComparedKeep[]
  readonly gradientNoise: ComparedNoise | null
}

export interface Contributions {
  readonly increases: readonly number[]
  readonly gini: number | null
}

export interface DiagnoseOptions<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values> {
  readonly loss?: LossOption<Inputs, Outputs, TensorsOf<Targets>>
  readonly layers?: readonly string[]
  readonly contributions?: boolean
  readonly draws?: number
  readonly gradientNoise?: GradientNoiseOptions | false
  readonly moment?: Moment
  readonly maxExamples?: number
  readonly batchSize?: number
  readonly key?: Key
  readonly backend?: Backend
  readonly signal?: StopSignal
  readonly onProgress?: (progress: DiagnosisProgress) => void
}

export interface Diagnosis {
  readonly examples: number
  readonly loss: number
  readonly error: number | null
  readonly layers: readonly LayerDiagnosis[]
  readonly cka: readonly (readonly (number | null)[])[]
  readonly robustness: readonly Removal[] | null
  readonly keep: readonly KeepUse[] | null
  readonly gradientNoise: GradientNoise | null
}

export class DiagnosisError extends ThinnedError {
  override readonly name = 'DiagnosisError'
}

export interface DiagnosisProgress {
  readonly done: number
  readonly passes: number
}

export interface Estimate {
  readonly value: number
  readonly standardError: number
}

export interface Finding {
  readonly kind: FindingKind
  readonly sentence: string
  readonly sure: Certainty
  readonly figures: Readonly<Record<string, number>>
}

export type FindingKind = 'unmeasured' | 'tooFewExamples' | 'overfitting' | 'noOverfitting' | 'addDropout' | 'settings' | 'moreUpdates' | 'stillOverfitting' | 'validationRose' | 'underfitting' | 'raiseCapacity' | 'trainLonger' | 'leveledOff' | 'nothingToGain'

export interface GradientNoise extends GradientVariance {
  readonly batches: number
  readonly draws: number
  readonly batchSize: number
  readonly parameters: readonly (GradientVariance & {
    readonly path: string
  })[]
}

export interface GradientNoiseOptions {
  readonly batches?: number
  readonly draws?: number
  readonly batchSize?: number
}

export interface GradientVariance {
  readonly squaredNorm: Estimate
  readonly fromBatches: Estimate
  readonly fromMasks: Estimate
  readonly ratio: Estimate | null
  readonly full: {
    readonly squaredNorm: Estimate
    readonly fromBatches: Estimate
  }
}

export interface Histogram {
  readonly edges: readonly number[]
  readonly counts: readonly number[]
}

export interface KeepSuggestion {
  readonly path: string
  readonly place: 'before' | 'after'
  readonly units: number
  readonly weights: number
  readonly keep: number
  readonly variant?: 'dropout' | 'channelDropout' | 'lockedDropout'
  readonly width?: number
  readonly maxNorm?: readonly [
    low: number,
    high: number
  ]
  readonly reason: string
}

export interface KeepSuggestions {
  readonly layers: readonly KeepSuggestion[]
  readonly settings: readonly SettingSuggestion[]
}

export interface KeepUse {
  readonly path: string
  readonly kind: string
  readonly keep: number
  readonly kept: number | null
  readonly standardError: number | null
}

export interface LayerDiagnosis extends UnitStatistics {
  readonly path: string
  readonly contributions: Contributions | null
}

export interface NetworkScore {
  readonly loss: number
  readonly error: number | null
}

export interface Removal {
  readonly fraction: number
  readonly plain: RemovalScore
  readonly rescaled: RemovalScore
}

export interface RemovalScore extends NetworkScore {
  readonly draws: readonly NetworkScore[]
}

export interface SettingSuggestion {
  readonly setting: 'learningRate' | 'momentum' | 'maxNorm'
  readonly range: readonly [
    low: number,
    high: number
  ]
  readonly reason: string
}

export interface UnitStatistics {
  readonly units: number
  readonly rows: number
  readonly mean: number
  readonly zeroShare: number
  readonly hoyer: number | null
  readonly dead: readonly number[]
  readonly correlation: number | null
  readonly unitMeans: readonly number[]
  readonly meansHistogram: Histogram
  readonly activationsHistogram: Histogram
}

export interface Warning {
  readonly kind: WarningKind
  readonly path: string
  readonly sentence: string
  readonly source: string
}

export type WarningKind = 'atOutput' | 'beforeBatchNorm' | 'elementsOfFeatureMaps' | 'fewUnits' | 'mixedScaling'

export interface WarningsOptions {
  readonly task?: 'classification' | 'regression'
  readonly inputs?: NdArray | Tensor
}

export function advise(run: Pick<FitResult<UnmeasuredEpochRecord>, 'history' | 'bestEpoch'>, options?: AdviseOptions): Advice

export function compare(a: Diagnosis, b: Diagnosis): Comparison

export function diagnose<Inputs = Tensor, Outputs = Tensor, Targets extends Arrays = Values>(model: Model<Inputs, Outputs>, data: Dataset<ArraysOf<Inputs>, Targets> | DataSource<ArraysOf<Inputs>, Targets>, options?: DiagnoseOptions<Inputs, Outputs, Targets>): Promise<Diagnosis>

export function suggestKeep(model: AnyModel): KeepSuggestions

export function unitStatistics(batch: ActivationBatch): UnitStatistics

export function warningsOf(model: AnyModel, options?: WarningsOptions): readonly Warning[]

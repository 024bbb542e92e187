// @thinned/dropout

export type AlphaDropoutOptions = KeepOption & {
  readonly name?: string
}

export type AttentionDropoutOptions = KeepOption & {
  readonly share?: 'batch' | 'heads' | 'batch and heads'
  readonly mask?: Tensor
  readonly name?: string
}

export type ChannelDropoutOptions = KeepOption & {
  readonly mask?: Tensor
  readonly name?: string
}

export type ConcreteDropoutOptions = KeepOption & {
  readonly examples: number
  readonly lengthScale?: number
  readonly temperature?: number
  readonly name?: string
}

export interface ConvertedWeight {
  readonly match: string
  readonly weight: number
  readonly learningRate: number
  readonly adaptiveLearningRate: number
  readonly epsilon: number
  readonly maxNorm: number
  readonly l2: number
  readonly l1: number
  readonly weightDecay: number
}

export type DepthRampOptions = KeepOption & {
  readonly layers: number
}

export type DropBlockOptions = KeepOption & {
  readonly block?: number
  readonly share?: 'channels'
  readonly name?: string
}

export interface DropConnectMomentsOptions {
  readonly keep: number
  readonly params?: Params
}

export type DropConnectOptions = KeepOption & WeightsOptions & {
  readonly share?: 'batch'
  readonly sampling?: 'masks' | 'moments'
}

export type DropPathOptions = KeepOption & {
  readonly share?: 'batch'
  readonly mask?: Tensor
  readonly name?: string
}

export class DropoutError extends ThinnedError {
  override readonly name = 'DropoutError'
}

export type DropoutOptions = KeepOption & {
  readonly sharedAxes?: readonly number[]
  readonly share?: 'batch'
  readonly scale?: 'training' | 'evaluation'
  readonly mask?: Tensor
  readonly name?: string
}

export type EmbeddingDropoutOptions = KeepOption & EmbeddingOptions

export type FeatureAlphaDropoutOptions = KeepOption & {
  readonly name?: string
}

export type FixedKeep = {
  readonly keep: number
  readonly drop?: never
} | {
  readonly drop: number
  readonly keep?: never
}

export type GaussianDropoutOptions = KeepOption & {
  readonly name?: string
}

export interface GaussianNoiseOptions {
  readonly std: Schedule
  readonly name?: string
}

export type KeepOption = {
  readonly keep: Schedule
  readonly drop?: never
} | {
  readonly drop: Schedule
  readonly keep?: never
}

export type LayerDropOptions = KeepOption & {
  readonly name?: string
}

export type LockedDropoutOptions = KeepOption & {
  readonly name?: string
}

export interface MaskedLayer extends Layer<'any', 'same'> {
  mask(x: Tensor, pass: Pass): Tensor
}

export interface Moments {
  readonly mean: Tensor
  readonly variance?: Tensor | undefined
}

export interface OutputMoments {
  readonly mean: Tensor
  readonly variance: Tensor
}

export interface PatchDropout extends Layer<'any', 'same'> {
  kept(x: Tensor, pass: Pass): Tensor
}

export type PatchDropoutOptions = KeepOption & {
  readonly classTokens?: number
  readonly name?: string
}

export interface Pruning {
  readonly weights: number
  readonly pruned: number
}

export interface SparseVariationalDropoutOptions {
  readonly examples: number
  readonly std?: number
  readonly threshold?: number
  readonly weight?: Initializer
  readonly name?: string
}

export type StandoutOptions = KeepOption & {
  readonly name?: string
}

export type TargetedDropoutOptions = KeepOption & WeightsOptions & {
  readonly targeted?: Schedule
  readonly of?: Targets
  readonly prune?: boolean
}

export type Targets = 'weights' | 'units'

export type VariationalDropoutOptions = KeepOption & {
  readonly examples: number
  readonly weight?: Initializer
  readonly name?: string
}

export interface WeightsOptions {
  readonly parameters?: readonly string[]
  readonly name?: string
}

export type WordDropoutOptions = KeepOption & {
  readonly unknown: number
  readonly always?: readonly number[]
  readonly name?: string
}

export type ZoneoutOptions = KeepOption & {
  readonly name?: string
}

export function alphaDropout(options: AlphaDropoutOptions): MaskedLayer

export function attentionDropout(options: AttentionDropoutOptions): MaskedLayer

export function channelDropout(options: ChannelDropoutOptions): MaskedLayer

export function concreteDropout(options: ConcreteDropoutOptions, layer?: Layer): Layer

export function convertScaling(from: Layer, into: Layer): readonly ConvertedWeight[]

export function depthRamp(options: DepthRampOptions): readonly Schedule[]

export function dropBlock(options: DropBlockOptions): MaskedLayer

export function dropConnect<In extends Width, Out extends Width | 'same'>(layer: Layer<In, Out>, options: DropConnectOptions): Layer<In, Out>

export function dropConnectMoments(layer: Layer, x: Tensor, options: DropConnectMomentsOptions): OutputMoments

export function dropMoments(options: Moments, keep: number, scale?: 'training' | 'evaluation'): Moments

export function dropPath(options: DropPathOptions): MaskedLayer

export function dropout(options: DropoutOptions): MaskedLayer

export function embeddingDropout<const Features extends number>(count: number, features: Features, options: EmbeddingDropoutOptions): Layer<'any', Features>

export function fastDropout(model: Layer, options?: {
  readonly name?: string
}): Model<Tensor, OutputMoments>

export function featureAlphaDropout(options: FeatureAlphaDropoutOptions): MaskedLayer

export function gaussianDropout(options: GaussianDropoutOptions): Layer<'any', 'same'>

export function gaussianNoise(options: GaussianNoiseOptions): Layer<'any', 'same'>

export const keepScheduleFactories: Readonly<Record<string, (settings: never) => Schedule>>

export function layerDrop<In extends Width, Out extends Width | 'same'>(layer: Layer<In, Out>, options: LayerDropOptions): Layer<In, Out>

export function linearMoments(options: Moments, weight: Tensor, bias?: Tensor): Moments

export function lockedDropout(options: LockedDropoutOptions): MaskedLayer

export * as objectives from '@thinned/dropout/objectives'

export function patchDropout(options: PatchDropoutOptions): PatchDropout

export function pruned(layer: Layer): Promise<Pruning>

export function reluMoments(options: Moments): Moments

export * as schedules from '@thinned/dropout/schedules'

export function sigmoidMoments(options: Moments): Moments

export function sparseVariationalDropout<const In extends number, const Units extends number>(inputs: In, units: Units, options: SparseVariationalDropoutOptions): Layer<In, Units>

export function standout<const In extends number, const Units extends number = In>(inputs: In, options: StandoutOptions, layer?: Layer<In, Units>): Layer<In, Units> & Pick<MaskedLayer, 'mask'>

export function targetedDropout<In extends Width, Out extends Width | 'same'>(layer: Layer<In, Out>, options: TargetedDropoutOptions): Layer<In, Out>

export const variantFactories: Readonly<Record<string, LayerFactory>>

export function variationalDropout<const In extends number, const Units extends number>(inputs: In, units: Units, options: VariationalDropoutOptions): Layer<In, Units>

export function wordDropout(options: WordDropoutOptions): MaskedLayer

export function zoneout(options: ZoneoutOptions): StateMix

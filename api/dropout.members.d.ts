// @thinned/dropout/alpha-dropout

export type AlphaDropoutOptions = KeepOption & {
  readonly name?: string
}

export function alphaDropout(options: AlphaDropoutOptions): MaskedLayer

// @thinned/dropout/attention-dropout

export type AttentionDropoutOptions = KeepOption & {
  readonly share?: 'batch' | 'heads' | 'batch and heads'
  readonly mask?: Tensor
  readonly name?: string
}

export function attentionDropout(options: AttentionDropoutOptions): MaskedLayer

// @thinned/dropout/channel-dropout

export type ChannelDropoutOptions = KeepOption & {
  readonly mask?: Tensor
  readonly name?: string
}

export function channelDropout(options: ChannelDropoutOptions): MaskedLayer

// @thinned/dropout/concrete-dropout

export type ConcreteDropoutOptions = KeepOption & {
  readonly examples: number
  readonly lengthScale?: number
  readonly temperature?: number
  readonly name?: string
}

export function concreteDropout(options: ConcreteDropoutOptions, layer?: Layer): Layer

// @thinned/dropout/drop-block

export type DropBlockOptions = KeepOption & {
  readonly block?: number
  readonly share?: 'channels'
  readonly name?: string
}

export function dropBlock(options: DropBlockOptions): MaskedLayer

// @thinned/dropout/drop-connect

export type DropConnectOptions = KeepOption & WeightsOptions & {
  readonly share?: 'batch'
  readonly sampling?: 'masks' | 'moments'
}

export function dropConnect<In extends Width, Out extends Width | 'same'>(layer: Layer<In, Out>, options: DropConnectOptions): Layer<In, Out>

// @thinned/dropout/drop-path

export type DropPathOptions = KeepOption & {
  readonly share?: 'batch'
  readonly mask?: Tensor
  readonly name?: string
}

export function dropPath(options: DropPathOptions): MaskedLayer

// @thinned/dropout/dropout

export type DropoutOptions = KeepOption & {
  readonly sharedAxes?: readonly number[]
  readonly share?: 'batch'
  readonly scale?: 'training' | 'evaluation'
  readonly mask?: Tensor
  readonly name?: string
}

export function dropout(options: DropoutOptions): MaskedLayer

// @thinned/dropout/embedding-dropout

export type EmbeddingDropoutOptions = KeepOption & EmbeddingOptions

export function embeddingDropout<const Features extends number>(count: number, features: Features, options: EmbeddingDropoutOptions): Layer<'any', Features>

// @thinned/dropout/feature-alpha-dropout

export type FeatureAlphaDropoutOptions = KeepOption & {
  readonly name?: string
}

export function featureAlphaDropout(options: FeatureAlphaDropoutOptions): MaskedLayer

// @thinned/dropout/gaussian-dropout

export type GaussianDropoutOptions = KeepOption & {
  readonly name?: string
}

export function gaussianDropout(options: GaussianDropoutOptions): Layer<'any', 'same'>

// @thinned/dropout/gaussian-noise

export interface GaussianNoiseOptions {
  readonly std: Schedule
  readonly name?: string
}

export function gaussianNoise(options: GaussianNoiseOptions): Layer<'any', 'same'>

// @thinned/dropout/layer-drop

export type LayerDropOptions = KeepOption & {
  readonly name?: string
}

export function layerDrop<In extends Width, Out extends Width | 'same'>(layer: Layer<In, Out>, options: LayerDropOptions): Layer<In, Out>

// @thinned/dropout/locked-dropout

export type LockedDropoutOptions = KeepOption & {
  readonly name?: string
}

export function lockedDropout(options: LockedDropoutOptions): MaskedLayer

// @thinned/dropout/patch-dropout

export interface PatchDropout extends Layer<'any', 'same'> {
  kept(x: Tensor, pass: Pass): Tensor
}

export type PatchDropoutOptions = KeepOption & {
  readonly classTokens?: number
  readonly name?: string
}

export function patchDropout(options: PatchDropoutOptions): PatchDropout

// @thinned/dropout/sparse-variational-dropout

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

export function pruned(layer: Layer): Promise<Pruning>

export function sparseVariationalDropout<const In extends number, const Units extends number>(inputs: In, units: Units, options: SparseVariationalDropoutOptions): Layer<In, Units>

// @thinned/dropout/standout

export type StandoutOptions = KeepOption & {
  readonly name?: string
}

export function standout<const In extends number, const Units extends number = In>(inputs: In, options: StandoutOptions, layer?: Layer<In, Units>): Layer<In, Units> & Pick<MaskedLayer, 'mask'>

// @thinned/dropout/targeted-dropout

export type TargetedDropoutOptions = KeepOption & WeightsOptions & {
  readonly targeted?: Schedule
  readonly of?: Targets
  readonly prune?: boolean
}

export function targetedDropout<In extends Width, Out extends Width | 'same'>(layer: Layer<In, Out>, options: TargetedDropoutOptions): Layer<In, Out>

// @thinned/dropout/variational-dropout

export type VariationalDropoutOptions = KeepOption & {
  readonly examples: number
  readonly weight?: Initializer
  readonly name?: string
}

export function variationalDropout<const In extends number, const Units extends number>(inputs: In, units: Units, options: VariationalDropoutOptions): Layer<In, Units>

// @thinned/dropout/word-dropout

export type WordDropoutOptions = KeepOption & {
  readonly unknown: number
  readonly always?: readonly number[]
  readonly name?: string
}

export function wordDropout(options: WordDropoutOptions): MaskedLayer

// @thinned/dropout/zoneout

export type ZoneoutOptions = KeepOption & {
  readonly name?: string
}

export function zoneout(options: ZoneoutOptions): StateMix

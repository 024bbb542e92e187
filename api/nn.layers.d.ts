// @thinned/nn/layers

export interface ActivationOptions {
  readonly name?: string
}

export interface AttendOptions {
  readonly mask?: Tensor
  readonly params?: Params
}

export interface BatchNormOptions extends NormOptions {
  readonly momentum?: number
}

export interface BidirectionalLayer<In extends number, State extends string> extends Layer<In, number> {
  run(x: Tensor, pass: Pass, options?: BidirectionalRunOptions<State>): BidirectionalRun<State>
}

export interface BidirectionalRun<State extends string> {
  readonly outputs: Tensor
  readonly state: Both<RecurrentRun<State>['state']>
}

export interface BidirectionalRunOptions<State extends string> {
  readonly lengths?: Tensor
  readonly initial?: Partial<Both<NonNullable<RunOptions<State>['initial']>>>
  readonly params?: Params
}

export type Both<T> = {
  readonly forward: T
  readonly backward: T
}

export interface ConvLayerOptions<R extends SpatialRank> extends ops.WindowOptions<R> {
  readonly kernel: PerAxis<R>
  readonly groups?: number
  readonly bias?: boolean
  readonly weight?: Initializer
  readonly name?: string
}

export interface EluOptions extends ActivationOptions {
  readonly alpha?: number
}

export interface EmbeddingOptions {
  readonly weight?: Initializer
  readonly name?: string
}

export type GroupNormOptions = NormOptions

export interface GruOptions extends RecurrentOptions {
  readonly candidate?: Layer
}

export type LayerNormOptions = NormOptions

export interface LeakyReluOptions extends ActivationOptions {
  readonly slope?: number
}

export interface LinearOptions {
  readonly bias?: boolean
  readonly weight?: Initializer
  readonly name?: string
}

export interface LstmOptions extends RecurrentOptions {
  readonly forgetBias?: number
  readonly candidate?: Layer
  readonly mixCell?: StateMix
}

export interface Mixture extends Layer<'any', 'any'> {
  readonly members: readonly Layer[]
  readonly task: MixtureTask
  readonly noise?: 'predicted'
}

export interface MixtureOf<Inputs> extends Model<Inputs, Tensor> {
  readonly members: readonly Model<Inputs, Tensor>[]
  readonly task: MixtureTask
  readonly noise?: 'predicted'
}

export interface MixtureOptions {
  readonly task?: MixtureTask
  readonly noise?: 'predicted'
  readonly name?: string
}

export type MixtureTask = 'classification' | 'binary' | 'regression'

export interface MultiHeadAttention<Features extends number> extends Layer<Features, Features> {
  attend(query: Tensor, key: Tensor, value: Tensor, pass: Pass, options?: AttendOptions): Tensor
}

export interface MultiHeadAttentionOptions {
  readonly heads: number
  readonly causal?: boolean
  readonly weights?: Layer
  readonly bias?: boolean
  readonly initializer?: Initializer
  readonly name?: string
}

export interface NormOptions {
  readonly epsilon?: number
  readonly name?: string
}

export interface PoolLayerOptions<R extends SpatialRank> extends PoolOptions<R> {
  readonly name?: string
}

export interface PositionalEmbeddingOptions {
  readonly weight?: Initializer
  readonly name?: string
}

export interface ResidualOptions<Shortcut extends Layer> {
  readonly shortcut: Shortcut
}

export interface RnnOptions extends RecurrentOptions {
  readonly activation?: 'tanh' | 'relu'
}

export function averagePool1d(size: PerAxis<1>, options?: PoolLayerOptions<1>): Layer<'any', 'same'>

export function averagePool2d(size: PerAxis<2>, options?: PoolLayerOptions<2>): Layer<'any', 'same'>

export function averagePool3d(size: PerAxis<3>, options?: PoolLayerOptions<3>): Layer<'any', 'same'>

export function batchNorm<const Features extends number>(features: Features, options?: BatchNormOptions): Layer<Features, Features>

export function bidirectional<In extends number, State extends string>(forward: RecurrentLayer<In, number, State>, backward: RecurrentLayer<In, number, State>, options?: {
  readonly name?: string
}): BidirectionalLayer<In, State>

export function conv1d<const In extends number, const Out extends number>(inChannels: In, outChannels: Out, options: ConvLayerOptions<1>): Layer<In, Out>

export function conv2d<const In extends number, const Out extends number>(inChannels: In, outChannels: Out, options: ConvLayerOptions<2>): Layer<In, Out>

export function conv3d<const In extends number, const Out extends number>(inChannels: In, outChannels: Out, options: ConvLayerOptions<3>): Layer<In, Out>

export function elu(options?: EluOptions): Layer<'any', 'same'>

export function embedding<const Features extends number>(count: number, features: Features, options?: EmbeddingOptions): Layer<'any', Features>

export function flatten(options?: {
  readonly name?: string
}): Layer<'any', 'any'>

export function gelu(options?: ActivationOptions): Layer<'any', 'same'>

export function globalAveragePool(options?: {
  readonly name?: string
}): Layer<'any', 'same'>

export function globalMaxPool(options?: {
  readonly name?: string
}): Layer<'any', 'same'>

export function groupNorm<const Features extends number>(features: Features, groups: number, options?: GroupNormOptions): Layer<Features, Features>

export function gru<const In extends number, const Units extends number>(features: In, units: Units, options?: GruOptions): RecurrentLayer<In, Units>

export function layerNorm<const Features extends number>(features: Features, options?: LayerNormOptions): Layer<Features, Features>

export function leakyRelu(options?: LeakyReluOptions): Layer<'any', 'same'>

export function linear<const In extends number, const Out extends number>(inputs: In, outputs: Out, options?: LinearOptions): Layer<In, Out>

export function lstm<const In extends number, const Units extends number>(features: In, units: Units, options?: LstmOptions): RecurrentLayer<In, Units, 'hidden' | 'cell'>

export function maxPool1d(size: PerAxis<1>, options?: PoolLayerOptions<1>): Layer<'any', 'same'>

export function maxPool2d(size: PerAxis<2>, options?: PoolLayerOptions<2>): Layer<'any', 'same'>

export function maxPool3d(size: PerAxis<3>, options?: PoolLayerOptions<3>): Layer<'any', 'same'>

export function mixture(members: readonly Layer[], options?: MixtureOptions): Mixture
export function mixture<Inputs>(members: readonly Model<Inputs, Tensor>[], options?: MixtureOptions): MixtureOf<Inputs>

export function multiHeadAttention<const Features extends number>(features: Features, options: MultiHeadAttentionOptions): MultiHeadAttention<Features>

export function permute(order: readonly number[], options?: {
  readonly name?: string
}): Layer<'any', 'any'>

export function positionalEmbedding<const Features extends number>(length: number, features: Features, options?: PositionalEmbeddingOptions): Layer<Features, Features>

export function relu(options?: ActivationOptions): Layer<'any', 'same'>

export function reshape<const Extents extends readonly number[]>(shape: Extents, options?: {
  readonly name?: string
}): Layer<'any', LastExtent<Extents>>

export function residual<const Parts extends ResidualParts>(...parts: Parts & Checked<Parts>): Layer<TakenBy<Parts>, GivenBy<Parts>>

export function rnn<const In extends number, const Units extends number>(features: In, units: Units, options?: RnnOptions): RecurrentLayer<In, Units>

export function selu(options?: ActivationOptions): Layer<'any', 'same'>

export function sequential<const Layers extends readonly Layer[]>(...layers: Layers & Chain<Layers>): Layer<ChainIn<Layers>, ChainOut<Layers>>

export function sigmoid(options?: ActivationOptions): Layer<'any', 'same'>

export function silu(options?: ActivationOptions): Layer<'any', 'same'>

export function sinusoidalPositions<const Features extends number>(features: Features, options?: {
  readonly name?: string
}): Layer<Features, Features>

export function softmax(options?: ActivationOptions): Layer<'any', 'same'>

export function softplus(options?: ActivationOptions): Layer<'any', 'same'>

export function tanh(options?: ActivationOptions): Layer<'any', 'same'>

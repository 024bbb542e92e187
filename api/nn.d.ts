// @thinned/nn

export interface ActivationOptions {
  readonly name?: string
}

export type AnyModel = Model<never, unknown>

export interface AttendOptions {
  readonly mask?: Tensor
  readonly params?: Params
}

export interface Batch<Inputs = Tensor, Targets = Tensor> {
  readonly inputs: Inputs
  readonly targets: Targets
  readonly weights?: Tensor
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

export interface Call<Child extends AnyModel> {
  (inputs: InputsOf<Child>): OutputsOf<Child>
  at(...names: readonly (string | number)[]): Call<Child>
  with<Result>(call: (child: Child, pass: Pass, params: Params) => Result): Result
}

export interface ChainPrefix {
  readonly start: {
    readonly layers: number
    readonly value: Tensor
  } | undefined
  extend(layers: number, value: Tensor): void
  drawsNext(): boolean
}

export type Children = Readonly<Record<string, AnyModel>>

export interface ComposeLayerOptions extends ComposeOptions {
  outputShape(input: Shape): Shape
}

export interface ComposeOptions {
  readonly name?: string
}

export interface Composition<C extends Children, Inputs, Outputs> extends Model<Inputs, Outputs> {
  readonly children: C
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

export type EpiloguePart = {
  readonly relu: true
} | {
  readonly mask: MaskSpec
} | 'identity'

export interface FromConfigOptions {
  readonly layers: Readonly<Record<string, LayerFactory>>
  readonly schedules?: Readonly<Record<string, (settings: never) => Schedule>>
}

export type FunctionSettings = {
  readonly name: string
} & {
  readonly [setting: string]: JsonValue
}

export type GroupNormOptions = NormOptions

export interface GruOptions extends RecurrentOptions {
  readonly candidate?: Layer
}

export interface InitOptions {
  readonly backend?: Backend | undefined
  readonly dtype?: 'float32' | 'float64'
}

export interface Initializer {
  readonly name: string
  make(key: Key, shape: Shape, options: {
    readonly dtype: DType & ('float32' | 'float64')
    readonly backend?: Backend
  }): Tensor
}

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | {
  readonly [name: string]: JsonValue
}

export interface Layer<In extends Width = Width, Out extends Width | 'same' = Width | 'same'> extends Model {
  readonly widths?: {
    readonly in: In
    readonly out: Out
  }
  readonly children: Readonly<Record<string, Layer>>
  outputShape(input: Shape): Shape
  readonly branch?: readonly string[]
  childShapes?(input: Shape): Readonly<Record<string, Shape>>
  smallestBatch?(input: Shape): number
  readonly scaling?: 'homogeneous' | 'linear'
  readonly weightsPerExample?: boolean
  epilogue?(pass: Pass, input: Pick<Tensor, 'shape' | 'dtype'>): EpiloguePart | undefined
  forwardFused?(x: Tensor, pass: Pass, epilogue: Epilogue, params?: Params): Tensor
}

export interface LayerConfig {
  readonly kind: string
  readonly name?: string
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Readonly<Record<string, LayerConfig>>
}

export type LayerFactory = (options: never, children: never) => AnyModel

export type LayerNormOptions = NormOptions

export type LayerRole = 'activation' | 'recurrence' | 'convolution' | 'attention' | 'embedding' | 'positions'

export interface LeakyReluOptions extends ActivationOptions {
  readonly slope?: number
}

export interface LinearOptions {
  readonly bias?: boolean
  readonly weight?: Initializer
  readonly name?: string
}

export interface Loss<Outputs = Tensor, Options extends object = object> extends LossFunction<Outputs, Options> {
  readonly kind: 'loss'
  readonly settings: FunctionSettings
  readonly optionNames?: readonly string[]
  with(options: Omit<Options, 'weights'>): Loss<Outputs, Options>
}

export type LossFunction<Outputs = Tensor, Options extends object = object> = (outputs: Outputs, targets: Tensor, options?: Options & WeightOptions) => Tensor

export interface LossPart {
  readonly loss: Tensor
  readonly weight?: Tensor | number | undefined
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

export type Mode = 'train' | 'evaluate' | 'sample'

export interface Model<Inputs = Tensor, Outputs = Tensor> {
  readonly kind: string
  readonly name?: string | undefined
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Readonly<Record<string, AnyModel>>
  readonly functions?: readonly string[]
  readonly role?: LayerRole
  readonly parameters: Readonly<Record<string, ParameterSpec>>
  readonly states?: Readonly<Record<string, ParameterSpec>>
  params: Params
  state: Params
  forward(inputs: Inputs, pass: Pass, params?: Params): Outputs
}

export interface ModelHold {
  readonly by: string
  release(): void
}

export interface Moment {
  readonly step: number
  readonly steps: number
  readonly epoch: number
  readonly validations?: readonly Readonly<Record<string, number>>[] | undefined
}

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

export class NnError extends ThinnedError {
  override readonly name = 'NnError'
}

export interface NormOptions {
  readonly epsilon?: number
  readonly name?: string
}

export type Objective<Inputs = Tensor, Outputs = Tensor, Targets = Tensor> = (forward: (inputs: Inputs) => Outputs, batch: Batch<Inputs, Targets>) => Tensor | readonly LossPart[]

export interface ObjectiveResult {
  readonly parts: readonly LossPart[]
  readonly unclear: string | undefined
}

export interface ParameterSpec {
  readonly shape: Shape
  readonly initializer: Initializer
}

export interface Params {
  readonly [name: string]: Tensor | Params
}

export interface Parent<Children> {
  readonly kind: string
  readonly name: string | undefined
  readonly options: Readonly<Record<string, JsonValue>>
  readonly children: Children
  readonly parameters: Readonly<Record<string, ParameterSpec>>
  params: Params
  state: Params
}

export interface Pass extends Moment {
  readonly mode: Mode
  readonly key: Key
  readonly row: number | readonly number[]
  readonly path: string
  readonly samples?: PassSamples | undefined
  readonly prefix?: PassPrefix | undefined
  at(...names: readonly (string | number)[]): Pass
  ofRun(run: number): Pass
  report(kind: string, value: unknown): void
}

export interface PassOptions extends Partial<Moment> {
  readonly mode: Mode
  readonly key?: Key
  readonly row?: number | ArrayLike<number>
  readonly prefix?: Prefix | undefined
  readonly samples?: SampleList | undefined
  readonly onReport?: Report
}

export interface PassPrefix {
  draw(): void
  ofChain(path: string, inputs: Tensor): ChainPrefix | undefined
}

export interface PassSamples {
  readonly count: number
  readonly rows: number
  pass(sample: number): Pass
}

export interface PoolLayerOptions<R extends SpatialRank> extends PoolOptions<R> {
  readonly name?: string
}

export interface PositionalEmbeddingOptions {
  readonly weight?: Initializer
  readonly name?: string
}

export interface Prefix {
  begin(): PassPrefix
  dispose(): void
}

export interface RecurrentLayer<In extends Width = Width, Out extends Width = Width, State extends string = 'hidden'> extends Layer<In, Out> {
  readonly units: number
  readonly reverse: boolean
  run(x: Tensor, pass: Pass, options?: RunOptions<State>): RecurrentRun<State>
}

export interface RecurrentOptions {
  readonly returns?: 'sequence' | 'last'
  readonly reverse?: boolean
  readonly input?: Layer
  readonly recurrent?: Layer
  readonly mixHidden?: StateMix
  readonly locked?: boolean
  readonly inputWeight?: Initializer
  readonly recurrentWeight?: Initializer
  readonly name?: string
}

export interface RecurrentRun<State extends string = 'hidden'> {
  readonly outputs: Tensor
  readonly state: Readonly<Record<State, Tensor>>
}

export type Report = (path: string, kind: string, value: unknown) => void

export interface ResidualOptions<Shortcut extends Layer> {
  readonly shortcut: Shortcut
}

export interface RnnOptions extends RecurrentOptions {
  readonly activation?: 'tanh' | 'relu'
}

export interface RunOptions<State extends string = 'hidden'> {
  readonly lengths?: Tensor
  readonly initial?: Readonly<Record<State, Tensor>>
  readonly params?: Params
}

export interface SampleList {
  readonly passes: readonly Pass[]
  readonly rows: number
}

export type Schedule = number | ((moment: Moment) => number)

export type ScheduleConfig = {
  readonly schedule: string | null
} & {
  readonly [setting: string]: JsonValue
}

export interface SmallestBatch {
  readonly examples: number
  readonly path: string
}

export interface StateMix extends Layer {
  mix(previous: Tensor, next: Tensor, pass: Pass, params?: Params): Tensor
}

export type Use<C extends Children> = {
  readonly [Name in keyof C]: Call<C[Name]>
}

export interface WeightOptions {
  readonly weights?: Tensor
}

export type Width = number | 'any'

export function averagePool1d(size: PerAxis<1>, options?: PoolLayerOptions<1>): Layer<'any', 'same'>

export function averagePool2d(size: PerAxis<2>, options?: PoolLayerOptions<2>): Layer<'any', 'same'>

export function averagePool3d(size: PerAxis<3>, options?: PoolLayerOptions<3>): Layer<'any', 'same'>

export function batchNorm<const Features extends number>(features: Features, options?: BatchNormOptions): Layer<Features, Features>

export function bidirectional<In extends number, State extends string>(forward: RecurrentLayer<In, number, State>, backward: RecurrentLayer<In, number, State>, options?: {
  readonly name?: string
}): BidirectionalLayer<In, State>

export function childParams(params: Params, name: string): Params

export function compose<const C extends Readonly<Record<string, Layer>>>(children: C, forward: (x: Tensor, use: Use<C>, pass: Pass) => Tensor, options: ComposeLayerOptions): Layer<'any', 'any'>
export function compose<const C extends Children, Outputs, Inputs = any>(children: C, forward: (inputs: Inputs, use: Use<C>, pass: Pass) => Outputs, options?: ComposeOptions): Composition<C, Inputs, Outputs>

export function conv1d<const In extends number, const Out extends number>(inChannels: In, outChannels: Out, options: ConvLayerOptions<1>): Layer<In, Out>

export function conv2d<const In extends number, const Out extends number>(inChannels: In, outChannels: Out, options: ConvLayerOptions<2>): Layer<In, Out>

export function conv3d<const In extends number, const Out extends number>(inChannels: In, outChannels: Out, options: ConvLayerOptions<3>): Layer<In, Out>

export function countParameters(model: AnyModel): number

export function createPass(options: PassOptions): Pass

export function declaredParameters(model: AnyModel): Readonly<Record<string, ParameterSpec>>

export function describeFunction(value: JsonValue | ((...args: never[]) => unknown)): JsonValue

export function describeSchedule(schedule: Schedule): number | ScheduleConfig

export function disposeParams(model: AnyModel): void

export function elu(options?: EluOptions): Layer<'any', 'same'>

export function embedding<const Features extends number>(count: number, features: Features, options?: EmbeddingOptions): Layer<'any', Features>

export function flatten(options?: {
  readonly name?: string
}): Layer<'any', 'any'>

export function flattenParams(params: Params): Record<string, Tensor>

export function foldLayers<T>(model: AnyModel, combine: (layer: AnyModel, children: Readonly<Record<string, T>>, path: string) => T, path?): T

export function forSamples<Forward extends (...args: never[]) => unknown>(forward: Forward): Forward

export function fromConfig(config: LayerConfig, options: FromConfigOptions): Layer

export function gelu(options?: ActivationOptions): Layer<'any', 'same'>

export function globalAveragePool(options?: {
  readonly name?: string
}): Layer<'any', 'same'>

export function globalMaxPool(options?: {
  readonly name?: string
}): Layer<'any', 'same'>

export function groupNorm<const Features extends number>(features: Features, groups: number, options?: GroupNormOptions): Layer<Features, Features>

export function gru<const In extends number, const Units extends number>(features: In, units: Units, options?: GruOptions): RecurrentLayer<In, Units>

export function holdModel(model: AnyModel, by: string): ModelHold

export function init(model: AnyModel, key: Key, options?: InitOptions): void

export * as initializers from '@thinned/nn/initializers'

export function isInitialized(model: AnyModel): boolean

export function isScheduleConfig(value: JsonValue | undefined): value is ScheduleConfig

export const layerFactories: Readonly<Record<string, LayerFactory>>

export function layerNorm<const Features extends number>(features: Features, options?: LayerNormOptions): Layer<Features, Features>

export function layersOf(model: AnyModel): readonly (readonly [
  path: string,
  layer: AnyModel
])[]

export function leakyRelu(options?: LeakyReluOptions): Layer<'any', 'same'>

export function linear<const In extends number, const Out extends number>(inputs: In, outputs: Out, options?: LinearOptions): Layer<In, Out>

export * as losses from '@thinned/nn/losses'

export function lstm<const In extends number, const Units extends number>(features: In, units: Units, options?: LstmOptions): RecurrentLayer<In, Units, 'hidden' | 'cell'>

export function makesSchedules(given: unknown): boolean

export function mapParams(params: Params, map: (tensor: Tensor, path: string) => Tensor): Params

export function maxPool1d(size: PerAxis<1>, options?: PoolLayerOptions<1>): Layer<'any', 'same'>

export function maxPool2d(size: PerAxis<2>, options?: PoolLayerOptions<2>): Layer<'any', 'same'>

export function maxPool3d(size: PerAxis<3>, options?: PoolLayerOptions<3>): Layer<'any', 'same'>

export function mixture(members: readonly Layer[], options?: MixtureOptions): Mixture
export function mixture<Inputs>(members: readonly Model<Inputs, Tensor>[], options?: MixtureOptions): MixtureOf<Inputs>

export function multiHeadAttention<const Features extends number>(features: Features, options: MultiHeadAttentionOptions): MultiHeadAttention<Features>

export function parentLayer<const Children extends Readonly<Record<string, AnyModel>>>(kind: string, children: Children, name?: string, options?: Readonly<Record<string, JsonValue>>, parameters?: Readonly<Record<string, ParameterSpec>>): Parent<Children>

export function permute(order: readonly number[], options?: {
  readonly name?: string
}): Layer<'any', 'any'>

export function plainLayer(kind: string, name: string | undefined, options?: Readonly<Record<string, JsonValue>>): Omit<Layer, 'forward' | 'outputShape'>

export function positionalEmbedding<const Features extends number>(length: number, features: Features, options?: PositionalEmbeddingOptions): Layer<Features, Features>

export function prefix(): Prefix

export function refuseHeld(model: AnyModel, caller: string, own?: ModelHold): void

export function relu(options?: ActivationOptions): Layer<'any', 'same'>

export function reshape<const Extents extends readonly number[]>(shape: Extents, options?: {
  readonly name?: string
}): Layer<'any', LastExtent<Extents>>

export function residual<const Parts extends ResidualParts>(...parts: Parts & Checked<Parts>): Layer<TakenBy<Parts>, GivenBy<Parts>>

export function resolveSchedule(schedule: Schedule, moment: Moment): number

export function rnn<const In extends number, const Units extends number>(features: In, units: Units, options?: RnnOptions): RecurrentLayer<In, Units>

export function selu(options?: ActivationOptions): Layer<'any', 'same'>

export function sequential<const Layers extends readonly Layer[]>(...layers: Layers & Chain<Layers>): Layer<ChainIn<Layers>, ChainOut<Layers>>

export function sigmoid(options?: ActivationOptions): Layer<'any', 'same'>

export function silu(options?: ActivationOptions): Layer<'any', 'same'>

export function sinusoidalPositions<const Features extends number>(features: Features, options?: {
  readonly name?: string
}): Layer<Features, Features>

export function smallestBatch(model: AnyModel, input: Shape): SmallestBatch

export function softmax(options?: ActivationOptions): Layer<'any', 'same'>

export function softplus(options?: ActivationOptions): Layer<'any', 'same'>

export function steady<L extends AnyModel>(layer: L): L

export function summary(model: Layer, inputShape: Shape): string
export function summary(model: AnyModel): string

export function takesSamples(options: AnyModel): boolean

export function tanh(options?: ActivationOptions): Layer<'any', 'same'>

export function toConfig(model: AnyModel): LayerConfig

export function watchSteady(model: AnyModel): (() => boolean) | string

export function withSettings<Args extends readonly unknown[], Result>(settings: FunctionSettings, fn: (...args: Args) => Result): (...args: Args) => Result

// @thinned/nn/losses

export interface CrossEntropyOptions {
  readonly classWeights?: readonly number[]
  readonly labelSmoothing?: number
  readonly ignore?: number
}

export interface DefineOptions {
  readonly name: string
}

export interface Gaussian {
  readonly mean: Tensor
  readonly logVariance: Tensor
}

export interface GaussianLogit {
  readonly mean: Tensor
  readonly variance: Tensor
}

export interface HuberOptions {
  readonly delta?: number
}

export interface Loss<Outputs = Tensor, Options extends object = object> extends LossFunction<Outputs, Options> {
  readonly kind: 'loss'
  readonly settings: FunctionSettings
  readonly optionNames?: readonly string[]
  with(options: Omit<Options, 'weights'>): Loss<Outputs, Options>
}

export type LossFunction<Outputs = Tensor, Options extends object = object> = (outputs: Outputs, targets: Tensor, options?: Options & WeightOptions) => Tensor

export interface ObjectiveResult {
  readonly parts: readonly LossPart[]
  readonly unclear: string | undefined
}

export interface WeightOptions {
  readonly weights?: Tensor
}

export const binaryCrossEntropy: Loss

export const crossEntropy: Loss<Tensor, CrossEntropyOptions>

export function define<Outputs = Tensor, Options extends object = object>(loss: LossFunction<Outputs, Options>, options: DefineOptions): Loss<NoInfer<Outputs>, NoInfer<Options>>

export const expectedBinaryCrossEntropy: Loss<GaussianLogit>

export const gaussianNll: Loss<Gaussian | Tensor>

export const huber: Loss<Tensor, HuberOptions>

export function isLoss(value: unknown): value is Loss<unknown>

export const klDivergence: Loss

export const mae: Loss

export const mse: Loss

export function runObjective<Inputs, Outputs, Targets>(objective: Objective<Inputs, Outputs, Targets>, forward: (inputs: Inputs) => Outputs, batch: Batch<Inputs, Targets>): ObjectiveResult

export function total(result: Tensor | readonly LossPart[]): Tensor

export function weightOf(loss: Tensor): Tensor | undefined

import type { Layer, LayerFactory } from '@thinned/nn'
import type { Shape, Tensor } from '@thinned/tensor'
import type { KeepOption } from '../keep/keep-option.ts'

/** What an axis of an input counts. */
export type Axis = 'example' | 'row' | 'column' | 'channel' | 'time' | 'token' | 'feature' | 'head' | 'query' | 'key'

/** What a variant states about itself. The laws check it, the tables of the README show it. */
export interface VariantFacts<Options = KeepOption> {
  /** The function that makes it. */
  readonly name: string
  /** What is dropped together. */
  readonly drops: string
  /** The group of the variant in overviews: what it drops, or where its noise falls. */
  readonly group: 'units' | 'channels' | 'blocks' | 'tokens' | 'weights' | 'paths'
  /** The result of an element x, in a line. */
  readonly formula: string
  /** What evaluation does. */
  readonly evaluation: string
  /** The factor of evaluation if it is the identity times a factor. Default 1. */
  evaluationFactor?(options: Options): number
  /** Paper and equation. */
  readonly source: string
  /** The address of the paper, the first where there are several. */
  readonly link: string
  make(options: Options): Layer
  /** Settings at which the suite checks the laws; each leaves something to chance. */
  readonly settings: readonly Options[]
  /** The shape of an input of the variant, batch axis first. */
  readonly input: Shape
  /** What the axes of an input are; 'any' for a variant that takes every shape, and treats all axes but the first alike. */
  readonly axes: readonly Axis[] | 'any'
  /** The number of tokens if inputs are int32 tokens. Default: inputs are floats. */
  readonly tokens?: number
  /** The shape of the output in training. Default: the shape of the input. */
  shape?(options: Options, input: Shape): Shape
  readonly noise: Noise<Options>
  /** The output at keep 0 on finite inputs. Default: zeros. */
  zero?(layer: Layer, x: Tensor): Tensor
  /** Factories of the layer inside, by kind, unless it is a layer of @thinned/nn. */
  readonly inside?: Readonly<Record<string, LayerFactory>>
  /** Laws that do not hold, by id, each with the reason. */
  readonly exempt?: Readonly<Record<string, string>>
}

/** The law of the noise, as functions of the settings. */
export interface Noise<Options> {
  /**
   * The effect of the noise on an element. 'select': dropped elements are replaced, the others scaled. 'remove': dropped elements are removed, the
   * others stay. 'skip': the output of a layer is replaced by its input.
   */
  readonly form: 'select' | 'multiply' | 'add' | 'remove' | 'skip'
  /**
   * What the stated mean and variance are those of: results of inputs of 1, results of standard normal inputs, or weights relative to those of
   * evaluation, as `noiseOf` gives them.
   */
  readonly on: 'ones' | 'normal' | 'weights'
  mean(options: Options): number
  variance(options: Options): number
  /** Mean and variance as formulas of the settings, for tables. Without them the tables show values at one of the settings. */
  readonly moments?: { readonly mean: string; readonly variance: string }
  /** The possible results of an input, or a weight, of 1; 'any' for continuous noise. */
  support(options: Options): readonly number[] | 'any'
  /** The value of a dropped element. Default 0. */
  dropped?(options: Options): number
  /** The number of elements of an example that share a draw. Default 1. */
  readonly together?: number
  /** 'batch' if all examples of a batch share their draws, at some of the settings or all. */
  readonly share?: 'batch'
}

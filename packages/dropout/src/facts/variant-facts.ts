import type { Layer } from '@thinned/nn'
import type { Shape, Tensor } from '@thinned/tensor'
import type { KeepOption } from '../keep/keep-option.ts'

/** What a variant states about itself, for the laws that check it and the tables that show it. */
export interface VariantFacts<Options = KeepOption> {
  /** The function that makes it. */
  readonly name: string
  /** What is dropped together. */
  readonly drops: string
  /** What becomes of an element x, in a line. */
  readonly formula: string
  /** What evaluation does. */
  readonly evaluation: string
  /** What evaluation multiplies by where it is the identity but for a factor. Default 1. */
  evaluationFactor?(options: Options): number
  /** Paper and equation. */
  readonly source: string
  make(options: Options): Layer
  /** Settings that the laws are checked at; each leaves something to chance. */
  readonly settings: readonly Options[]
  /** The shape of an input that it takes, the example's axis first. */
  readonly input: Shape
  /** Where it takes int32 tokens: how many there are. Default: it takes floats. */
  readonly tokens?: number
  /** The shape that thinning leaves of an input. Default: the input's. */
  shape?(options: Options, input: Shape): Shape
  readonly noise: Noise<Options>
  /** What it gives at keep 0, on finite inputs, where that is not zeros. */
  zero?(layer: Layer, x: Tensor): Tensor
  /** Whether it stands around another layer, which a description does not hold: `fromConfig` refuses it. */
  readonly wraps?: boolean
  /** Laws that do not hold, by id, each with the reason. */
  readonly exempt?: Readonly<Record<string, string>>
}

/** The law of the noise, as functions of the settings. */
export interface Noise<Options> {
  /**
   * What the noise does to an element. 'select': it is replaced where dropped, and scaled elsewhere; 'remove': it is taken out where dropped, and
   * stays as it is elsewhere; 'skip': what a layer makes of it is replaced by itself.
   */
  readonly form: 'select' | 'multiply' | 'add' | 'remove' | 'skip'
  /** The inputs on which mean and variance are stated: all 1, or drawn from the standard normal distribution. */
  readonly on: 'ones' | 'normal'
  mean(options: Options): number
  variance(options: Options): number
  /** The two as formulas of the settings, for tables. Where they are left out, tables show values at one of the settings. */
  readonly moments?: { readonly mean: string; readonly variance: string }
  /** The values that an input of 1 can become; 'any' where the noise is continuous. */
  support(options: Options): readonly number[] | 'any'
  /** What a dropped element becomes. Default 0. */
  dropped?(options: Options): number
  /** How many elements of one example share a draw. Default 1. */
  readonly together?: number
  /** Whether all examples of a batch share their draws. */
  readonly share?: 'batch'
}

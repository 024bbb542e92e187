import { type Fields, number, withDefault } from '@thinned/schema'
import * as ops from '@thinned/tensor'
import { type JsonValue, type Layer, plainLayer } from '../layer.ts'
import { name, nameOnly, nnOptions } from '../options.ts'
import { forSamples } from '../samples.ts'
import { steady } from '../steady.ts'

export interface ActivationOptions {
  readonly name?: string
}

/**
 * max(x, 0), element by element. Runs inside the kernel of a linear layer before it.
 *
 * @example
 * ```ts
 * import { createPass, relu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = relu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ 0, 0, 2 ]
 * ```
 */
export function relu(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return steady({
    ...activation('relu', ops.relu, readName('relu', options)),
    scaling: 'homogeneous',
    epilogue: () => ({ relu: true }),
  })
}

export interface LeakyReluOptions extends ActivationOptions {
  /** The slope below 0, finite. Default 0.01. */
  readonly slope?: number
}

const readLeakyRelu = nnOptions(
  'leakyRelu',
  {
    slope: withDefault(number(), 0.01),
    name,
  } satisfies Fields<LeakyReluOptions>,
  { alpha: 'slope', negativeSlope: 'slope' },
)

/**
 * x where x > 0, else slope · x, element by element (Maas, Hannun and Ng 2013).
 *
 * @example
 * ```ts
 * import { createPass, leakyRelu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = leakyRelu({ slope: 0.5 }).forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.5, 0, 2 ]
 * ```
 */
export function leakyRelu(options: LeakyReluOptions = {}): Layer<'any', 'same'> {
  const { slope, name } = readLeakyRelu(options)
  return { ...activation('leakyRelu', (x) => ops.leakyRelu(x, slope), name, { slope }), scaling: 'homogeneous' }
}

export interface EluOptions extends ActivationOptions {
  /** The output approaches −alpha for large negative x. At least 0. Default 1. */
  readonly alpha?: number
}

const readElu = nnOptions('elu', { alpha: withDefault(number({ from: 0 }), 1), name } satisfies Fields<EluOptions>)

/**
 * x where x > 0, else alpha · (e^x − 1), element by element (Clevert, Unterthiner and Hochreiter 2016).
 *
 * @example
 * ```ts
 * import { createPass, elu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = elu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.6321205496788025, 0, 2 ]
 * ```
 */
export function elu(options: EluOptions = {}): Layer<'any', 'same'> {
  const { alpha, name } = readElu(options)
  return activation('elu', (x) => ops.elu(x, alpha), name, { alpha })
}

/**
 * The scaled exponential linear unit, element by element (Klambauer et al. 2017). Use it with LeCun's initializer and alpha dropout.
 *
 * @example
 * ```ts
 * import { createPass, selu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = selu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -1.1113307476043701, 0, 2.1014020442962646 ]
 * ```
 */
export function selu(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return activation('selu', ops.selu, readName('selu', options))
}

/**
 * x · Φ(x), element by element (Hendrycks and Gimpel 2016).
 *
 * @example
 * ```ts
 * import { createPass, gelu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = gelu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.15865525603294373, 0, 1.9544997215270996 ]
 * ```
 */
export function gelu(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return activation('gelu', ops.gelu, readName('gelu', options))
}

/**
 * x · σ(x), element by element (Elfwing, Uchibe and Doya 2018).
 *
 * @example
 * ```ts
 * import { createPass, silu } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = silu().forward(tensor([-1, 0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ -0.2689414322376251, 0, 1.7615940570831299 ]
 * ```
 */
export function silu(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return activation('silu', ops.silu, readName('silu', options))
}

/**
 * ln(1 + e^x), element by element.
 *
 * @example
 * ```ts
 * import { createPass, softplus } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = softplus().forward(tensor([0, 100]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(2) [ 0.6931471824645996, 100 ]
 * ```
 */
export function softplus(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return activation('softplus', ops.softplus, readName('softplus', options))
}

/**
 * 1 / (1 + e^−x), element by element.
 *
 * @example
 * ```ts
 * import { createPass, sigmoid } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = sigmoid().forward(tensor([0, 2]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(2) [ 0.5, 0.8807970285415649 ]
 * ```
 */
export function sigmoid(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return activation('sigmoid', ops.sigmoid, readName('sigmoid', options))
}

/**
 * tanh x, element by element.
 *
 * @example
 * ```ts
 * import { createPass, tanh } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = tanh().forward(tensor([0, 0.5]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(2) [ 0, 0.46211713552474976 ]
 * ```
 */
export function tanh(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return activation('tanh', ops.tanh, readName('tanh', options))
}

/**
 * e^x / Σ e^x along the last axis. Losses and `predict` take logits: a classifier ends without it.
 *
 * @example
 * ```ts
 * import { createPass, softmax } from '@thinned/nn'
 * import { tensor } from '@thinned/tensor'
 *
 * const y = softmax().forward(tensor([1000, 0, 1000]), createPass({ mode: 'evaluate' }))
 * console.log(y.readSync()) // Float32Array(3) [ 0.5, 0, 0.5 ]
 * ```
 */
export function softmax(options: ActivationOptions = {}): Layer<'any', 'same'> {
  return activation('softmax', (x) => ops.softmax(x), readName('softmax', options))
}

const readName = (kind: string, options: ActivationOptions): string | undefined => nameOnly(kind)(options).name

/** A layer without parameters that keeps the shape. */
function activation(
  kind: string,
  apply: (x: ops.Tensor) => ops.Tensor,
  name: string | undefined,
  options: Readonly<Record<string, JsonValue>> = {},
): Layer<'any', 'same'> {
  return steady({
    ...(plainLayer(kind, name, options) as Layer<'any', 'same'>),
    role: 'activation',
    outputShape: (input) => input,
    forward: forSamples((x) => apply(x)),
  })
}

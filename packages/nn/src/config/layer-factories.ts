import type { Layer } from '../layer.ts'
import * as layers from '../layers/index.ts'
import type { RecurrentLayer } from '../recurrent/recurrent-layer.ts'
import type { LayerFactory } from './config.ts'

type Children = Readonly<Record<string, Layer>>
type Sized<Options> = Options & { readonly size: number | readonly [number, number, number] }
type Features<Options = object> = Options & { readonly features: number }
type Channels<Options> = Options & { readonly inChannels: number; readonly outChannels: number }
type Recurrent<Options> = Features<Options> & { readonly units: number }

const pooling =
  (make: (size: never, options: never) => Layer) =>
  ({ size, ...options }: Sized<object>): Layer =>
    make(size as never, options as never)

const convolution =
  (make: (inChannels: number, outChannels: number, options: never) => Layer) =>
  ({ inChannels, outChannels, ...options }: Channels<object>): Layer =>
    make(inChannels, outChannels, options as never)

/** The layers in the slots are options of the same names. */
const recurrent =
  (make: (features: number, units: number, options: object) => Layer) =>
  ({ features, units, ...options }: Recurrent<object>, slots: Children): Layer =>
    make(features, units, { ...options, ...slots })

/**
 * What makes each kind of layer of this package, for `fromConfig`. It brings all of them into a bundle.
 *
 * @example
 * ```ts
 * import { fromConfig, layerFactories, relu, toConfig } from '@thinned/nn'
 *
 * console.log(fromConfig(toConfig(relu()), { layers: layerFactories }).kind) // relu
 * ```
 */
export const layerFactories: Readonly<Record<string, LayerFactory>> = {
  relu: layers.relu,
  leakyRelu: layers.leakyRelu,
  elu: layers.elu,
  selu: layers.selu,
  gelu: layers.gelu,
  silu: layers.silu,
  softplus: layers.softplus,
  sigmoid: layers.sigmoid,
  tanh: layers.tanh,
  softmax: layers.softmax,
  linear: ({
    inputs,
    outputs,
    ...options
  }: layers.LinearOptions & { readonly inputs: number; readonly outputs: number }) =>
    layers.linear(inputs, outputs, options),
  conv1d: convolution(layers.conv1d),
  conv2d: convolution(layers.conv2d),
  conv3d: convolution(layers.conv3d),
  averagePool1d: pooling(layers.averagePool1d),
  averagePool2d: pooling(layers.averagePool2d),
  averagePool3d: pooling(layers.averagePool3d),
  maxPool1d: pooling(layers.maxPool1d),
  maxPool2d: pooling(layers.maxPool2d),
  maxPool3d: pooling(layers.maxPool3d),
  globalAveragePool: layers.globalAveragePool,
  globalMaxPool: layers.globalMaxPool,
  flatten: layers.flatten,
  reshape: ({ shape }: { readonly shape: readonly number[] }) => layers.reshape(shape),
  permute: ({ order }: { readonly order: readonly number[] }) => layers.permute(order),
  batchNorm: ({ features, ...options }: Features<layers.BatchNormOptions>) => layers.batchNorm(features, options),
  layerNorm: ({ features, ...options }: Features<layers.LayerNormOptions>) => layers.layerNorm(features, options),
  groupNorm: ({ features, groups, ...options }: Features<layers.GroupNormOptions & { readonly groups: number }>) =>
    layers.groupNorm(features, groups, options),
  embedding: ({ count, features }: Features<{ readonly count: number }>) => layers.embedding(count, features),
  positionalEmbedding: ({ length, features }: Features<{ readonly length: number }>) =>
    layers.positionalEmbedding(length, features),
  sinusoidalPositions: ({ features }: Features) => layers.sinusoidalPositions(features),
  rnn: recurrent(layers.rnn),
  lstm: recurrent(layers.lstm),
  gru: recurrent(layers.gru),
  bidirectional: (
    _: object,
    { forward, backward }: Readonly<Record<'forward' | 'backward', RecurrentLayer<number, number>>>,
  ) => layers.bidirectional(forward, backward),
  multiHeadAttention: (
    { features, ...options }: Features<layers.MultiHeadAttentionOptions>,
    { weights }: { readonly weights?: Layer },
  ) => layers.multiHeadAttention(features, { ...options, ...(weights && { weights }) }),
  mixture: (options: layers.MixtureOptions, members: Children) => layers.mixture(Object.values(members), options),
  sequential: (_: object, children: Children) =>
    (layers.sequential as (...parts: readonly unknown[]) => Layer)(...Object.values(children)),
  residual: (_: object, { shortcut, ...children }: Children) =>
    (layers.residual as (...parts: readonly unknown[]) => Layer)(
      ...(shortcut ? [{ shortcut }] : []),
      ...Object.values(children),
    ),
}

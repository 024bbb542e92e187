import * as nn from '@thinned/nn'
import * as losses from '@thinned/nn/losses'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import type { Inside, Sites } from '../sites.ts'

const { initializers } = nn

/** The layers whose options are their only argument. */
const alone = [
  ...['relu', 'leakyRelu', 'elu', 'selu', 'gelu', 'silu', 'softplus', 'sigmoid', 'tanh', 'softmax'],
  ...['flatten', 'globalMaxPool', 'globalAveragePool'],
] as const

const named = Object.fromEntries(alone.map((name) => [name, (nn as unknown as Sites)[name]!]))

const pooling = Object.fromEntries(
  ['maxPool1d', 'maxPool2d', 'maxPool3d', 'averagePool1d', 'averagePool2d', 'averagePool3d'].map((name) => [
    name,
    (options: never) => (nn as unknown as Record<string, (size: number, options: never) => unknown>)[name]!(2, options),
  ]),
)

export const sites: Sites = {
  ...named,
  ...pooling,
  linear: (options) => nn.linear(2, 3, options),
  conv1d: (options) => nn.conv1d(2, 3, options),
  conv2d: (options) => nn.conv2d(2, 3, options),
  conv3d: (options) => nn.conv3d(2, 3, options),
  embedding: (options) => nn.embedding(2, 3, options),
  positionalEmbedding: (options) => nn.positionalEmbedding(2, 4, options),
  sinusoidalPositions: (options) => nn.sinusoidalPositions(4, options),
  batchNorm: (options) => nn.batchNorm(2, options),
  layerNorm: (options) => nn.layerNorm(2, options),
  groupNorm: (options) => nn.groupNorm(4, 2, options),
  reshape: (options) => nn.reshape([2], options),
  permute: (options) => nn.permute([0], options),
  rnn: (options) => nn.rnn(2, 3, options),
  lstm: (options) => nn.lstm(2, 3, options),
  gru: (options) => nn.gru(2, 3, options),
  bidirectional: (options) => nn.bidirectional(nn.gru(2, 3), nn.gru(2, 3, { reverse: true }), options),
  multiHeadAttention: (options) => nn.multiHeadAttention(4, options),
  mixture: (options) => nn.mixture([nn.linear(2, 3)], options),
  compose: (options) => nn.compose({}, (x) => x, options),
  init: (options) => nn.init(nn.linear(2, 3), key(1), options),
  createPass: (options) => nn.createPass(options),
  fromConfig: (options) => nn.fromConfig(nn.toConfig(nn.relu()), options),
  truncatedNormal: (options) => initializers.truncatedNormal(1, options),
  orthogonal: (options) => initializers.orthogonal(options),
  define: (options) => losses.define(losses.mse, options),
  'crossEntropy.with': (options) => losses.crossEntropy.with(options),
  'huber.with': (options) => losses.huber.with(options),
  'crossEntropy.call': (options) => losses.crossEntropy(tensor([[1, 2]]), tensor([0], { dtype: 'int32' }), options),
  'huber.call': (options) => losses.huber(tensor([1]), tensor([1]), options),
}

export const inside: Inside = {
  'crossEntropy.with': 'CrossEntropyOptions',
  'crossEntropy.call': 'CrossEntropyOptions',
  'huber.with': 'HuberOptions',
  'huber.call': 'HuberOptions',
}

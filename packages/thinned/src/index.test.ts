import { expect, test } from 'vitest'
import * as thinned from './index.ts'
import * as node from './node.ts'

const isNamespace = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Module]'
const names = (entry: object, namespaces: boolean): string =>
  Object.entries(entry)
    .filter(([, value]) => isNamespace(value) === namespaces)
    .map(([name]) => name)
    .sort()
    .join(' ')

test('the flat names of thinned change only on purpose', () => {
  expect(names(thinned, false)).toMatchInlineSnapshot(
    `"Tensor adam adamW alphaDropout attentionDropout averagePool1d averagePool2d averagePool3d batchNorm best bidirectional channelDropout compose concreteDropout conv1d conv2d conv3d convertScaling depthRamp dropBlock dropConnect dropPath dropout elu embedding embeddingDropout evaluate fastDropout featureAlphaDropout fit flatten foldIn fromConfig gaussianDropout gaussianNoise gelu globalAveragePool globalMaxPool groupNorm gru init key layerDrop layerNorm leakyRelu linear loadWeights lockedDropout lstm maxPool1d maxPool2d maxPool3d multiHeadAttention patchDropout permute positionalEmbedding predict pruned reference relu reshape residual rmsprop rnn saveWeights selu sequential sgd sigmoid silu sinusoidalPositions softmax softplus sparseVariationalDropout split standout summary tanh targetedDropout tensor toConfig variationalDropout wasm wordDropout zoneout"`,
  )
})

test('everything else is in namespaces', () => {
  expect(names(thinned, true)).toMatchInlineSnapshot(
    `"averaging constraints data errors initializers losses metrics nn objectives ops rng schedules"`,
  )
  for (const [name, namespace] of Object.entries(thinned))
    if (isNamespace(namespace)) expect([name, Object.keys(namespace).length > 1]).toEqual([name, true])
})

test('thinned/node has what needs Node', () => {
  expect(names(node, false)).toMatchInlineSnapshot(
    `"csvLogger fileCheckpoint idxSource mnist npySource progressBar readCsv tensorBoardLogger workerSource"`,
  )
  expect(names(node, true)).toBe('search')
})

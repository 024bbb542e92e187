import type { Dataset } from '@thinned/data'
import {
  attentionDropout,
  dropBlock,
  embeddingDropout,
  patchDropout,
  schedules,
  standout,
  wordDropout,
} from '@thinned/dropout'
import {
  conv3d,
  flatten,
  flattenParams,
  type Layer,
  layerNorm,
  linear,
  multiHeadAttention,
  plainLayer,
  relu,
  residual,
  sequential,
  sigmoid,
} from '@thinned/nn'
import { integers, key, normal } from '@thinned/rng'
import { type Backend, referenceBackend, reshape, scope, slice } from '@thinned/tensor'
import { adam, fit } from '@thinned/train'
import { wasm } from '@thinned/wasm'
import { expect, test } from 'vitest'

// Networks in which whole structures are dropped train to the bits of the reference on WASM.

const SIZE = 40

/** Normal numbers of a shape, in two classes that differ in their mean. */
function clouds(...shape: number[]): Dataset {
  const targets = Int32Array.from({ length: SIZE }, (_, i) => i % 2)
  const width = shape.reduce((a, b) => a * b, 1)
  const data = Float32Array.from(normal(key('clouds'), SIZE * width), (x, i) => x + 0.6 * (Math.floor(i / width) % 2))
  return {
    name: 'clouds',
    inputs: { data, shape: [SIZE, ...shape] },
    targets: { data: targets, shape: [SIZE] },
    classes: 2,
  }
}

/** Sentences of nine words, in two classes by how their first word's number ends. */
function sentences(): Dataset {
  const data = Int32Array.from(integers(key('words'), SIZE * 6, { high: 9 }), (word) => word + 2)
  const targets = Int32Array.from({ length: SIZE }, (_, i) => data[6 * i]! % 2)
  return { name: 'words', inputs: { data, shape: [SIZE, 6] }, targets: { data: targets, shape: [SIZE] }, classes: 2 }
}

/** The first step of a sequence alone. */
const first = (): Layer => ({
  ...(plainLayer('first', undefined) as Layer),
  outputShape: (input) => input.slice(1),
  forward: (x) => scope(() => reshape(slice(x, 1, 0, 1), [x.shape[0]!, x.shape[2]!])),
})

const networks: readonly (readonly [string, () => Layer, Dataset])[] = [
  [
    'standout around a layer',
    () => sequential(standout(8, { keep: 0.6 }, sequential(linear(8, 16), sigmoid())), linear(16, 2)) as Layer,
    clouds(8),
  ],
  [
    'blocks of volumes',
    () =>
      sequential(
        conv3d(2, 4, { kernel: 2 }),
        relu(),
        dropBlock({ keep: schedules.linearKeep({ initial: 1, final: 0.7 }), block: 2 }),
        flatten(),
        linear(4 * 60, 2),
      ) as Layer,
    clouds(4, 5, 6, 2),
  ],
  [
    'patches and attention weights',
    () =>
      sequential(
        patchDropout({ keep: 0.5 }),
        residual(
          layerNorm(6),
          multiHeadAttention(6, { heads: 2, weights: attentionDropout({ keep: 0.8, share: 'batch' }) }),
        ),
        first(),
        linear(6, 2),
      ) as Layer,
    clouds(9, 6),
  ],
  [
    'words and rows of their embedding',
    () =>
      sequential(
        wordDropout({ keep: 0.9, unknown: 1 }),
        embeddingDropout(11, 8, { keep: 0.8 }),
        first(),
        linear(8, 2),
      ) as Layer,
    sentences(),
  ],
]

async function trained(build: () => Layer, train: Dataset, backend: Backend) {
  const before = backend.memory().buffers
  const model = build()
  const { history } = await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: 15,
    batchSize: 10,
    optimizer: adam({ learningRate: 0.02 }),
    key: key(3),
    backend,
  })
  const params = Object.values(flattenParams(model.params))
  expect(backend.memory().buffers - before).toBe(params.length)
  expect([...backend.fallbacks]).toEqual([])
  return {
    values: params.map((param) => param.readSync()),
    history: history.map(({ loss, thinnedLoss, keep }) => ({ loss, thinnedLoss, keep })),
  }
}

test.each(networks)(
  '%s: the network learns, to the same bits, without a fallback',
  { timeout: 60_000 },
  async (_, build, data) => {
    const backend = await wasm({ threads: 2 })
    const [expected, found] = [await trained(build, data, referenceBackend()), await trained(build, data, backend)]
    backend.close()
    expect(found).toEqual(expected)
    const last = expected.history.at(-1)!
    expect(last.loss).toBeLessThan(0.6 * expected.history[0]!.loss)
    expect(last.thinnedLoss).not.toBe(last.loss)
  },
)

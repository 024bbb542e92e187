import { createPass, init } from '@thinned/nn'
import { key } from '@thinned/rng'
import { broadcastTo, randomNormal, type Tensor, tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { alphaDropout, featureAlphaDropout, standout, wordDropout } from '../variants/index.ts'
import type { MaskedLayer } from './masked-layer.ts'

const values = randomNormal(key(1), [6, 5, 8])
const tokens = tensor(
  Array.from({ length: 60 }, (_, i) => 2 + (i % 7)),
  { shape: [6, 10], dtype: 'int32' },
)
const gated = standout(8, { keep: 0.6 })
init(gated, key(3))

const cases: Readonly<Record<string, readonly [layer: Pick<MaskedLayer, 'mask' | 'forward'>, x: Tensor]>> = {
  alphaDropout: [alphaDropout({ keep: 0.6 }), values],
  featureAlphaDropout: [featureAlphaDropout({ keep: 0.6 }), values],
  wordDropout: [wordDropout({ keep: 0.6, unknown: 1, always: [3] }), tokens],
  standout: [gated, values],
}

test.each(Object.entries(cases))('%s: what its mask drops has one value, and nothing else', (_, [layer, x]) => {
  const pass = createPass({ mode: 'train', key: key(2), row: 3 })
  const mask = [...broadcastTo(layer.mask(x, pass), x.shape).readSync()]
  const output = [...layer.forward(x, pass).readSync()]
  const [dropped] = output.filter((_, i) => mask[i] === 0)
  expect(output.map((value) => (value === dropped ? 0 : 1))).toEqual(mask)
  expect(new Set(mask)).toEqual(new Set([0, 1]))
  const full = layer.mask(x, createPass({ mode: 'evaluate' }))
  expect([full.dtype, ...new Set(full.readSync())]).toEqual(['uint8', 1])
})

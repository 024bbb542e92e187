import { batchNorm, flattenParams, init, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { loadWeights, saveWeights } from '@thinned/train'
import { sealedJson } from '../checksum.ts'
import type { FuzzTarget } from '../fuzz-target.ts'

const build = () => sequential(linear(2, 3), batchNorm(3), relu(), linear(3, 2))
const model = build()
init(model, key(2))

export const target: FuzzTarget = {
  async samples() {
    const saved = build()
    init(saved, key(1))
    return [await saveWeights(saved)]
  },
  read(bytes) {
    loadWeights(model, bytes)
    return [model.params, model.state].map((held) =>
      Object.entries(flattenParams(held)).map(([path, tensor]) => [path, tensor.readSync()]),
    )
  },
  json: sealedJson,
  hasChecksum: true,
}

import { fileURLToPath } from 'node:url'
import * as thinned from 'thinned'
import * as node from 'thinned/node'
import { fitWorker } from '../fit-worker.ts'
import type { Sites } from '../sites.ts'

const model = thinned.linear(2, 2)
const config = thinned.toConfig(thinned.relu())
const moons = thinned.data.twoMoons({ size: 4, key: thinned.key(1) })
const bytes = new Uint8Array(8)

export const sites: Sites = {
  calibrate: (options: object) => thinned.calibrate(model, moons, { with: { fit: () => 0 }, ...options } as never),
  ensemble: (options: object) => thinned.ensemble(() => model, { members: 1, key: thinned.key(1), ...options }),
  evaluate: (options) => thinned.evaluate(model, moons, options),
  fit: (options) => thinned.fit(model, options),
  fitInWorker: (options) => thinned.fitInWorker(fitWorker(), options),
  fromConfig: (options) => thinned.fromConfig(config, options),
  loadModel: (options) => thinned.loadModel(bytes, options),
  loadModelFile: (options) => node.loadModelFile(fileURLToPath(import.meta.url), options),
  trainer: (options) => thinned.trainer(model, options),
  predict: (options) => thinned.predict(model, moons.inputs, options),
}

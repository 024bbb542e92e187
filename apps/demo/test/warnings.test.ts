import { diagnosis } from 'thinned'
import { expect, test } from 'vitest'
import { network } from '../examples/keep-sweep/trial.ts'
import { denseNetwork } from '../src/training/dense-network.ts'

// The other examples check their networks themselves (compareNetworks).
test('neither the networks of the sweep nor those of the demo raise a warning', () => {
  const images = { inputs: { data: new Float32Array(784), shape: [1, 28, 28, 1] } }
  for (const keep of [0.3, 0.5, 0.8]) expect(diagnosis.warningsOf(network(keep, keep), images)).toEqual([])
  expect(diagnosis.warningsOf(denseNetwork(784, [256, 256], 10, [0.8, 0.5, 0.5]), images)).toEqual([])
  const table = denseNetwork(8, [128, 128], 1, [1, 0.5, 0.5])
  expect(diagnosis.warningsOf(table, { task: 'regression' })).toEqual([])
})

test('a small network of the demo does', () => {
  const table = denseNetwork(8, [16, 16], 1, [0.5, 0.5, 0.5])
  const inputs = { data: new Float32Array(8), shape: [1, 8] }
  expect(diagnosis.warningsOf(table, { task: 'regression', inputs }).map(({ kind, path }) => [kind, path])).toEqual([
    ['atOutput', 'dropout3'],
    ['fewUnits', 'dropout1'],
  ])
})

import * as variants from '@thinned/dropout/variants'
import * as layers from '@thinned/nn/layers'
import * as optimizers from '@thinned/train/optimizers'
import { expect, test } from 'vitest'
import * as thinned from './index.ts'
import * as node from './node.ts'

/** The families whose members are found by listing their folders. */
const families = { ...layers, ...variants, ...optimizers }

const isNamespace = (value: unknown): boolean => Object.prototype.toString.call(value) === '[object Module]'
const names = (entry: object, namespaces: boolean): string =>
  Object.entries(entry)
    .filter(([name, value]) => isNamespace(value) === namespaces && !(name in families))
    .map(([name]) => name)
    .sort()
    .join(' ')

test('every layer, variant and optimizer is flat', () => {
  expect(Object.keys(families).length).toBeGreaterThan(60)
  expect(thinned).toMatchObject(families)
})

test('the other flat names change only on purpose', () => {
  expect(names(thinned, false)).toMatchInlineSnapshot(
    `"DataError DiagnosisError DropoutError MetricsError NnError RngError Tensor TensorError ThinnedError TrainError WasmError best calibrate checkpointStore compose convertScaling depthRamp ensemble evaluate fallbackReason fastDropout fit fitInWorker foldIn fromConfig init key loadModel loadWeights predict predictionBatch reference replayOf saveModel saveWeights serveFit serveMembers split summary tensor toConfig trainer wasm"`,
  )
})

test('everything else is in namespaces', () => {
  expect(names(thinned, true)).toMatchInlineSnapshot(
    `"averaging constraints data diagnosis initializers losses metrics nn objectives ops rng schedules"`,
  )
  for (const [name, namespace] of Object.entries(thinned))
    if (isNamespace(namespace)) expect([name, Object.keys(namespace).length > 1]).toEqual([name, true])
})

test('thinned/node has what needs Node', () => {
  expect(names(node, false)).toMatchInlineSnapshot(
    `"csvLogger ensembleFolder fileCheckpoint idxSource loadModelFile mnist npySource progressBar readCsv saveModelFile tensorBoardLogger workerSource"`,
  )
  expect(names(node, true)).toBe('search')
})

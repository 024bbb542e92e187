import { adam, fit, wasm } from 'thinned'
import { expect, test } from 'vitest'
import { BATCH, twins } from './compute.ts'
import { examples, type Masks, network, runKey } from './networks.ts'
import { state } from './state.ts'

const settings = { ...state.values.value, size: 40, width: 16 }
const backend = await wasm({ threads: 1 })

/** The losses of the batches of a `fit` that nobody stops. */
async function lossesOf(withDropout: boolean): Promise<number[]> {
  const losses: number[] = []
  const masks: Masks = [new Uint8Array(settings.width), new Uint8Array(settings.width)]
  await fit(network(settings, withDropout, masks), {
    data: { train: examples(settings, settings.size, 0) },
    loss: 'crossEntropy',
    epochs: 3,
    batchSize: BATCH,
    optimizer: adam({ learningRate: settings.rate }),
    key: runKey(settings.seed),
    callbacks: [{ step: ({ loss }) => void losses.push(loss) }],
    backend,
  })
  return losses
}

test('ten steps, one by one or together, are those of fit', async () => {
  const [plain, thinned] = [await lossesOf(false), await lossesOf(true)]
  const run = twins(settings, backend, 4)
  expect((await run.advance(0)).step).toBe(0)
  for (let step = 0; step < 5; step++) {
    const frame = await run.advance(1)
    expect([frame.plain.batchLoss, frame.thinned.batchLoss]).toEqual([plain[step], thinned[step]])
  }
  const frame = await run.advance(5)
  expect([frame.step, frame.plain.batchLoss, frame.thinned.batchLoss]).toEqual([10, plain[9], thinned[9]])
  await run.stop()
})

test('at keep 1 both are the same network', async () => {
  const run = twins({ ...settings, keep1: 1, keep2: 1 }, backend, 4)
  const { plain, thinned } = await run.advance(6)
  expect(thinned.map).toEqual(plain.map)
  expect(thinned.batchLoss).toBe(plain.batchLoss)
  await run.stop()
})

test('a run that fails says so to who waits for its steps', async () => {
  const run = twins({ ...settings, rate: 1e30 }, backend, 4)
  await expect(run.advance(100)).rejects.toThrow('not finite')
})

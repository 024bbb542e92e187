import { twoMoons } from '@thinned/data'
import {
  alphaDropout,
  channelDropout,
  concreteDropout,
  dropBlock,
  dropConnect,
  dropout,
  gaussianDropout,
  lockedDropout,
  standout,
  zoneout,
} from '@thinned/dropout/variants'
import { createPass, init, type Layer, linear, lstm, relu, reshape, sequential } from '@thinned/nn'
import { foldIn, key, normal } from '@thinned/rng'
import { tensor, zeros } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { type DiagnoseOptions, diagnose } from '../index.ts'

const data = twoMoons({ size: 90, key: key(1) })

async function keepOf(layers: readonly Layer[], options: DiagnoseOptions = {}) {
  const model = sequential(...([linear(2, 32), relu(), ...layers, linear(32, 2)] as never[]))
  init(model as never, key(2))
  const given = { contributions: false, draws: 0, key: key(5), ...options }
  return (await diagnose(model as never, data, given)).keep
}

test('kept is the mean of the masks that the key gives, whatever the batch size', async () => {
  const layer = dropout({ keep: 0.7 })
  const [use] = (await keepOf([layer]))!
  const pass = createPass({ mode: 'sample', key: foldIn(key(5), 'keep') }).at('dropout1')
  const mask = layer.mask(zeros([90, 32]), pass).readSync()
  expect(use).toMatchObject({ path: 'dropout1', kind: 'dropout', keep: 0.7 })
  expect(use!.kept).toBeCloseTo([...mask].reduce((sum, bit) => sum + bit, 0) / mask.length, 6)
  expect(use!.standardError! / Math.sqrt((0.7 * 0.3) / mask.length)).toBeCloseTo(1, 0)
  expect((await keepOf([layer], { batchSize: 7 }))![0]!.kept).toBeCloseTo(use!.kept!, 6)
  expect(await keepOf([])).toEqual([])
})

test.each<[string, readonly Layer[], number]>([
  ['one mask for the batch', [dropout({ keep: 0.5, share: 'batch' })], 1],
  ['channels', [reshape([2, 2, 8]), channelDropout({ keep: 0.8 }), reshape([32])], 90 * 8],
  ['other values than 0', [alphaDropout({ keep: 0.8 })], 90 * 32],
  ['a gate for each unit', [standout(32, { keep: 0.7 })], 90 * 32],
  ['time', [reshape([4, 8]), lockedDropout({ keep: 0.8 }), reshape([32])], 90 * 8],
])('%s: each draw counts once', async (_, layers, draws) => {
  const use = (await keepOf(layers, { batchSize: 40 }))!.at(-1)!
  const separate = draws === 1 ? 32 : draws
  expect(use.standardError! / Math.sqrt((use.keep * (1 - use.keep)) / separate)).toBeCloseTo(1, 0)
  expect(Math.abs(use.kept! - use.keep)).toBeLessThan(4 * use.standardError!)
})

test.each([1, 7, 89])(
  'one mask for the batch counts once where a batch has one example: batches of %i',
  async (batchSize) => {
    const given = tensor(
      Array.from({ length: 32 }, (_, unit) => unit % 2),
      { shape: [32], dtype: 'uint8' },
    )
    const layers = [dropout({ keep: 0.5, share: 'batch' }), dropout({ keep: 0.5 }), dropout({ keep: 0.5, mask: given })]
    const [all, uses] = [await keepOf(layers), await keepOf(layers, { batchSize })].map((keep) => keep!)
    for (const [i, use] of uses!.entries()) {
      expect(use.kept).toBeCloseTo(all![i]!.kept!, 6)
      expect(use.standardError).toBeCloseTo(all![i]!.standardError!, 6)
    }
  },
)

test('blocks overlap, so that they keep more than keep says; what shows no mask says its keep alone', async () => {
  const [blocks] = (await keepOf([reshape([4, 4, 2]), dropBlock({ keep: 0.5, block: 3 }), reshape([32])]))!
  expect(blocks!.kept! - 0.5).toBeGreaterThan(3 * blocks!.standardError!)
  const [learned, noise, weights] = (await keepOf([
    concreteDropout({ keep: 0.9, examples: 90 }),
    gaussianDropout({ keep: 0.8 }),
    dropConnect(linear(32, 32), { keep: 0.6 }),
  ]))!
  expect(learned!.keep).toBeCloseTo(0.9, 6)
  expect([noise!.keep, weights!.keep]).toEqual([0.8, 0.6])
  for (const use of [learned, noise, weights]) expect(use).toMatchObject({ kept: null, standardError: null })
})

test('masks inside recurrent layers: one for all steps counts once, one for each step at each', async () => {
  const inputs = { data: normal(key(3), 60 * 6 * 8), shape: [60, 6, 8] }
  const targets = { data: Int32Array.from({ length: 60 }, (_, i) => i % 2), shape: [60] }
  for (const [locked, draws] of [
    [true, 60 * 8],
    [false, 60 * 6 * 8],
  ] as const) {
    const recurrent = lstm(8, 16, {
      input: dropout({ keep: 0.8 }),
      mixHidden: zoneout({ keep: 0.9 }),
      locked,
      returns: 'last',
    })
    const model = sequential(recurrent, linear(16, 2))
    init(model, key(2))
    const options = { contributions: false, draws: 0 }
    const [use, mixed] = (await diagnose(model, { name: 'steps', inputs, targets, classes: 2 }, options)).keep!
    expect(use).toMatchObject({ path: 'lstm1/input', keep: 0.8 })
    expect(use!.standardError! / Math.sqrt(0.16 / draws)).toBeCloseTo(1, 0)
    expect(Math.abs(use!.kept! - 0.8)).toBeLessThan(4 * use!.standardError!)
    expect(mixed).toMatchObject({ path: 'lstm1/mixHidden', keep: 0.9, kept: null })
  }
})

test('a schedule says its keep at a moment, and nothing without one', async () => {
  const falling = ({ step, steps }: { step: number; steps: number }) => 1 - (0.5 * step) / steps
  expect(await keepOf([dropout({ keep: falling })])).toBeNull()
  const moment = { step: 80, steps: 100, epoch: 4 }
  const [use] = (await keepOf([dropout({ keep: falling })], { moment }))!
  expect(use!.keep).toBe(0.6)
  expect(Math.abs(use!.kept! - 0.6)).toBeLessThan(4 * use!.standardError!)
})

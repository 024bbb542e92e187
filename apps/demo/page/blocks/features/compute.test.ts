import { wasm } from 'thinned'
import { expect, test } from 'vitest'
import { type Frame, summaryOf, trained, untrained } from './compute.ts'
import { CLASSES, examples, STEPS, testSize } from './network.ts'
import { UNITS } from './state.ts'

const backend = await wasm({ threads: 1 })
const settings = { task: 'classify', keep: 0.5, seed: 3 } as const
const TEST = testSize(settings)
const frames: Frame[] = []
const shares: number[] = []
const options = {
  backend,
  signal: new AbortController().signal,
  report: (frame: Frame) => void frames.push(frame),
  onDiagnosis: (share: number) => void shares.push(share),
}
const net = await trained(settings, true, options)
const { diagnosed } = net
const testExamples = examples(settings, 'test')

test('frames go from the first weights, the same for both networks, to the last step', async () => {
  expect(frames.map(({ step }) => step)).toEqual(Array.from({ length: STEPS / 10 + 1 }, (_, i) => 10 * i))
  for (const withDropout of [false, true])
    expect((await untrained(settings, withDropout, backend)).weights).toEqual(frames[0]!.weights)
  expect(frames.at(-1)!.weights).not.toEqual(frames[0]!.weights)
  expect([shares[0], shares.at(-1)]).toEqual([0, 1])
})

test('without no unit the network is as diagnosed, without one its loss rises by what that unit contributes', async () => {
  const { loss, error, order, contributions } = diagnosed
  expect(await net.remove({ remove: 0, order: 'random', rescale: true })).toEqual({
    units: [],
    loss,
    error,
    losses: [loss, loss],
    errors: [error, error],
  })
  const strongest = await net.remove({ remove: 1, order: 'strongest', rescale: false })
  expect(strongest.loss - loss).toBe(contributions.increases[order[0]!])
  const weakest = await net.remove({ remove: 1, order: 'weakest', rescale: false })
  expect(weakest.loss - loss).toBe(contributions.increases[order.at(-1)!])
  expect(contributions.increases[order[0]!]).toBe(Math.max(...contributions.increases))
})

test('random sets differ, and the mean lies between the least and the greatest', async () => {
  const { loss, losses, error, errors } = await net.remove({ remove: UNITS / 2, order: 'random', rescale: false })
  expect(losses[0]).toBeLessThan(losses[1])
  expect(loss).toBeGreaterThan(losses[0])
  expect(loss).toBeLessThan(losses[1])
  expect(error).toBeGreaterThanOrEqual(errors[0])
})

test('the summary says how much is lost without half of the units', async () => {
  const { loss, error } = diagnosed
  const [random, weakest] = await Promise.all(
    (['random', 'weakest'] as const).map((order) => net.remove({ remove: UNITS / 2, order, rescale: false })),
  )
  const { zeroShare, mean, dead, correlation } = diagnosed.statistics
  expect(await summaryOf(net)).toEqual({
    loss,
    error,
    zero: zeroShare,
    mean,
    dead: dead.length,
    correlation,
    gini: diagnosed.contributions.gini,
    most: diagnosed.contributions.increases[diagnosed.order[0]!],
    half: random!.error - error!,
    weakest: weakest!.error - error!,
  })
})

test('a unit is shown by the images that excite it, a dead one by none', () => {
  const { statistics, order } = diagnosed
  const { byDigit, top } = net.unit(order[0]!)
  expect(top.map(({ activation }) => activation)).toEqual(
    top.map(({ activation }) => activation).toSorted((a, b) => b - a),
  )
  // Ten digits in a row hold each class once, so the mean of the classes is that of all.
  expect(byDigit.reduce((sum, mean) => sum + mean, 0) / CLASSES).toBeCloseTo(statistics.unitMeans[order[0]!]!, 10)
  expect(net.unit(statistics.dead[0]!)).toEqual({ byDigit: new Array(CLASSES).fill(0), top: [] })
})

test('answers are those of the network without these units', async () => {
  const removal = { remove: 40, order: 'weakest', rescale: true } as const
  const scores = net.answers(
    removal,
    Array.from({ length: TEST }, (_, i) => i),
  )
  const wrong = testExamples.digits.filter((digit, i) => {
    const row = scores.subarray(i * CLASSES, (i + 1) * CLASSES)
    return row.indexOf(Math.max(...row)) !== digit
  })
  expect(wrong.length / TEST).toBeCloseTo((await net.remove(removal)).error, 12)
})

test('to rebuild an image the targets are its pixels', () => {
  const rebuilding = { ...settings, task: 'rebuild' } as const
  const { dataset, inputs } = examples(rebuilding, 'test')
  expect(dataset.targets).toEqual({ data: inputs.data, shape: [testSize(rebuilding), 784] })
})

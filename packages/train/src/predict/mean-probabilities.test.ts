import { twoMoons } from '@thinned/data'
import { entropy, logLoss, measure } from '@thinned/metrics'
import { init, linear, mixture, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { tensor } from '@thinned/tensor'
import { expect, test } from 'vitest'
import { testDropout } from '../../test/dropout-layer.ts'
import { evaluate, predict } from '../index.ts'

/** A network that gives these logits for every input. */
function constant(logits: readonly number[]) {
  const model = sequential(linear(1, logits.length))
  const weight = tensor([logits.map(() => 0)])
  model.params = { linear1: { weight, bias: tensor([...logits]) } }
  return model
}

const example = {
  name: 'one',
  inputs: { data: Float32Array.of(0), shape: [1, 1] },
  targets: { data: Int32Array.of(1), shape: [1] },
  classNames: ['0', '1'],
}
const classes = 2

test('the log loss of an ensemble is that of the mean probability: one member that calls the class impossible leaves it possible', async () => {
  const model = mixture([constant([0, -800]), constant([0, 0])])
  const { mean } = await predict(model, example.inputs)
  expect(Array.from(mean.data)).toEqual([0.75, 0.25])
  expect(measure(logLoss(), { probabilities: mean.data, classes, labels: [1] })).toBeCloseTo(Math.log(4), 12)
  expect((await evaluate(model, example, { loss: 'crossEntropy' })).loss).toBeCloseTo(Math.log(4), 6)
  // Where the probability itself vanishes, the logarithm of the mean stays: 800 + ln 2.
  const sure = mixture([constant([0, -800]), constant([0, -900])])
  expect((await evaluate(sure, example, { loss: 'crossEntropy' })).loss).toBeCloseTo(800 + Math.LN2, 3)
})

test('the log loss of Monte Carlo samples is below the mean of theirs', async () => {
  const model = sequential(linear(2, 12), testDropout(0.5), linear(12, 2))
  init(model, key(4))
  const { inputs, targets } = twoMoons({ size: 40, key: key(2) })
  const labels = targets.data
  const p = await predict(model, inputs, { samples: 20, key: key(7), everySample: true })
  const losses = Array.from({ length: 20 }, (_, s) =>
    measure(logLoss(), { probabilities: p.samples!.data.subarray(80 * s, 80 * (s + 1)), classes, labels }),
  )
  const found = measure(logLoss(), { probabilities: p.mean.data, classes, labels })
  const byHand = Array.from(labels, (label, row) => {
    const own = losses.map((_, s) => p.samples!.data[80 * s + 2 * row + label]!)
    return -Math.log(own.reduce((sum, probability) => sum + probability) / 20)
  })
  expect(found).toBeCloseTo(byHand.reduce((sum, nats) => sum + nats) / 40, 6)
  expect(losses.reduce((sum, loss) => sum + loss) / 20 - found).toBeGreaterThan(0.01)
})

test('where a network is certain, entropy and mutual information are 0', async () => {
  for (const model of [constant([0, -800]), mixture([constant([900, 0]), constant([0, -800])])]) {
    const p = await predict(model, example.inputs)
    expect([p.mean.data, p.entropy, p.mutualInformation]).toEqual([
      Float32Array.of(1, 0),
      new Float32Array(1),
      new Float32Array(1),
    ])
    expect(entropy(p.mean.data, classes)).toEqual(new Float64Array(1))
  }
})

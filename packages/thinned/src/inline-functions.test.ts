import { expect, test } from 'vitest'
import { data, dropout, fit, key, linear, losses, nn, sequential, sgd, toConfig } from './index.ts'

const settings = {
  data: { train: data.twoMoons({ size: 20, key: key(1) }) },
  epochs: 1,
  batchSize: 10,
  optimizer: sgd({ learningRate: 0.1 }),
  key: key(2),
}
const build = () => sequential(linear(2, 2))

// These functions have no annotations on purpose: their parameters get their types from the option that takes the function.
test('a loss that is defined in the call of fit needs no annotations', async () => {
  const run = await fit(build(), {
    ...settings,
    loss: losses.define((outputs, labels) => losses.crossEntropy(outputs, labels), { name: 'mine' }),
  })
  const { history } = await fit(build(), { ...settings, loss: 'crossEntropy' })
  expect(run.history[0]!.loss).toBe(history[0]!.loss)
})

test('a schedule and an objective with settings need no annotations either', async () => {
  const keep = dropout({ keep: nn.withSettings({ name: 'mine' }, ({ step }) => (step > 3 ? 1 : 0.5)) })
  expect(JSON.stringify(toConfig(keep))).toContain('"schedule":"mine"')
  const run = await fit(build(), {
    ...settings,
    optimizer: sgd({ learningRate: nn.withSettings({ name: 'falling' }, ({ step }) => 1 / (step + 1)) }),
    loss: nn.withSettings({ name: 'mine' }, (forward, { inputs, targets }) =>
      losses.crossEntropy(forward(inputs), targets),
    ),
  })
  expect(run.steps).toBe(2)
})

import { adam, dropout, evaluate, fit, foldIn, key, linear, nn, relu, sequential, type Tensor, wasm } from 'thinned'
import { expect, test } from 'vitest'
import { examples, network, run } from './compute.ts'
import { jobsOf } from './runs/jobs.ts'
import { BATCH, SCENARIOS } from './scenarios.ts'

const backend = await wasm({ threads: 1 })
const job = { scenario: 'epoch', size: 1000, keep: 0.5, seed: 3 } as const

test('a run has the numbers of fit and evaluate', async () => {
  const train = examples(SCENARIOS.epoch, job.size, job.seed, 'training')
  const model = sequential(
    ...[nn.flatten(), linear(2, 64), relu(), dropout({ keep: 0.5 }), linear(64, 64), relu(), dropout({ keep: 0.5 })],
    linear(64, 2),
  )
  await fit(model, {
    ...{ data: { train }, loss: 'crossEntropy', epochs: 1, batchSize: BATCH, measureTraining: 'none' },
    ...{ optimizer: adam({ learningRate: 0.01 }), key: foldIn(key(3), 'run'), backend },
  })
  const measured = await run(job, backend)
  expect(measured.trainLoss).toBe((await evaluate(model, train)).loss)
  const { loss, error } = await evaluate(model, examples(SCENARIOS.epoch, 2000, job.seed, 'test'))
  expect([measured.testLoss, measured.testError]).toEqual([loss, error])
})

test('a run depends on its job alone', async () => {
  const alone = await run(job, backend)
  await run({ ...job, keep: 1, seed: 4 }, backend)
  expect(await run(job, backend)).toEqual(alone)
})

test('every keep begins with the same weights', () => {
  const [all, half] = [1, 0.5].map((keep) => {
    const model = network(SCENARIOS.small, keep)
    nn.init(model, key(1))
    const weight = model.children['linear2']!.params['weight'] as Tensor
    return weight.readSync()
  })
  expect(half).toEqual(all)
})

test('all seeds of a keep come before more seeds, and those without dropout first', () => {
  const jobs = jobsOf({ scenario: 'noisy', seeds: 4, first: 7 }, 'all')
  expect(jobs).toHaveLength(4 * 3 * 10)
  expect(jobs.slice(0, 4)).toEqual([
    { scenario: 'noisy', size: 40, keep: 1, seed: 7 },
    { scenario: 'noisy', size: 100, keep: 1, seed: 7 },
    { scenario: 'noisy', size: 1000, keep: 1, seed: 7 },
    { scenario: 'noisy', size: 40, keep: 0.9, seed: 7 },
  ])
  expect(jobs.at(-1)!.seed).toBe(10)
  expect(jobsOf({ scenario: 'noisy', seeds: 4, first: 0 }, 'without dropout').every(({ keep }) => keep === 1)).toBe(
    true,
  )
})

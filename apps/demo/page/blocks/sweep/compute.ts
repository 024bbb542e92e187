import {
  adam,
  type Backend,
  data as datasets,
  dropout,
  evaluate,
  fit,
  foldIn,
  key,
  type Layer,
  linear,
  nn,
  relu,
  sequential,
} from 'thinned'
import type { Job, Measured } from './runs/jobs.ts'
import { BATCH, SCENARIOS, type Scenario } from './scenarios.ts'

/** Trains one network, and measures it on its training examples and on others. */
export async function run({ scenario, size, keep, seed }: Job, backend: Backend): Promise<Measured> {
  const settings = SCENARIOS[scenario]
  const train = examples(settings, size, seed, 'training')
  const model = network(settings, keep)
  await fit(model, {
    data: { train },
    loss: 'crossEntropy',
    epochs: settings.steps === 'one epoch' ? 1 : Math.round(settings.steps / Math.ceil(size / BATCH)),
    batchSize: BATCH,
    optimizer: adam({ learningRate: settings.rate }),
    key: foldIn(key(seed), 'run'),
    measureTraining: 'none',
    backend,
  })
  const { loss: trainLoss, error: trainError } = await evaluate(model, train)
  const { loss: testLoss, error: testError } = await evaluate(model, testExamples(settings, seed))
  return { trainLoss, trainError, testLoss, testError }
}

/** Layers of relu units with dropout behind each, and a linear one for the scores of the classes. */
export function network({ data, hidden }: Scenario, keep: number): Layer {
  const [inputs, classes] = data === 'digits' ? [784, 10] : [2, 2]
  const layers = hidden.flatMap((units, i) => [linear(hidden[i - 1] ?? inputs, units), relu(), dropout({ keep })])
  return sequential(nn.flatten(), ...layers, linear(hidden.at(-1)!, classes)) as Layer
}

type Examples = ReturnType<typeof datasets.digits>

/** Examples that only the problem, their number and the seed choose. */
export function examples({ data, noise }: Scenario, size: number, seed: number, part: 'training' | 'test'): Examples {
  const options = { size, key: foldIn(key(seed), part) }
  if (data === 'digits') return datasets.digits(options)
  return data === 'moons' ? datasets.twoMoons({ ...options, noise }) : datasets.spirals({ ...options, noise })
}

let last: { readonly name: string; readonly examples: Examples } | undefined

/** Others of the same problem. Those of the last seed are kept: its runs follow each other. */
function testExamples(settings: Scenario, seed: number): Examples {
  const size = settings.data === 'digits' ? 500 : 2000
  const name = `${settings.data} ${settings.noise} ${seed}`
  if (last?.name !== name) last = { name, examples: examples(settings, size, seed, 'test') }
  return last.examples
}

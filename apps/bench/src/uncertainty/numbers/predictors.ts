import { gaussianNoise, logLikelihood, measure } from '@thinned/metrics'
import { foldIn, type Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { predict } from '@thinned/train'
import type { LoadedNumbers, NumberRows } from './load-numbers.ts'
import type { NumberSettings } from './settings.ts'
import { type Net, trainNet } from './train-net.ts'

/** Who predicts, and what it is called in tables. */
export const PREDICTORS = {
  one: 'one net',
  fullNetwork: 'dropout net, full network',
  onePass: 'dropout net, one stochastic pass',
  monteCarlo: 'Monte Carlo dropout',
  ensemble: 'ensemble',
  dropoutEnsemble: 'ensemble, with dropout',
} as const

export type PredictorName = keyof typeof PREDICTORS

/** What a predictor says of some rows, in the unit of the targets. */
export interface NumberEvidence {
  /** [samples, n]; of one pass [n]. */
  readonly samples: Float64Array
  readonly targets: Float32Array
}

export interface NumberPredictions {
  readonly validation: NumberEvidence
  readonly test: NumberEvidence
  /** Nets that are trained, seconds of one; passes for a prediction. */
  readonly cost: { readonly nets: number; readonly trainingSeconds: number; readonly passes: number }
}

export interface Predicted {
  readonly predictions: Readonly<Record<PredictorName, NumberPredictions>>
  /** The drop that was chosen. */
  readonly drop: number
}

/** Trains the nets of one seed, each once, and predicts validation and test with every predictor. */
export async function predictAll(
  settings: NumberSettings,
  rows: LoadedNumbers,
  run: Key,
  backend: Backend,
  say: (line: string) => void,
): Promise<Predicted> {
  const { members, samples, drops } = settings
  const train = (drop: number, name: string): Promise<Net> =>
    trainNet(settings, rows, drop, foldIn(foldIn(run, 'train'), name), backend)
  const predictions = (nets: readonly Net[], passes: number): Promise<NumberPredictions> =>
    predictionsOf(nets, rows, passes, run)
  const { drop, first } = await chooseDrop(drops, train, (net) => predictions([net], samples), say)
  const [plain, thinned]: [Net[], Net[]] = [[], [first]]
  for (let member = 0; member < members; member++) {
    plain.push(await train(0, `member ${member}`))
    if (member > 0) thinned.push(await train(drop, `member ${member}`))
    say(`member ${member + 1} of ${members} without and with dropout`)
  }
  return {
    drop,
    predictions: {
      one: await predictions(plain.slice(0, 1), 0),
      fullNetwork: await predictions([first], 0),
      onePass: await predictions([first], 1),
      monteCarlo: await predictions([first], samples),
      ensemble: await predictions(plain, 0),
      dropoutEnsemble: await predictions(thinned, samples / members),
    },
  }
}

/** The drop with the highest likelihood of the validation rows, and its net. */
async function chooseDrop(
  drops: readonly number[],
  train: (drop: number, name: string) => Promise<Net>,
  predictions: (net: Net) => Promise<NumberPredictions>,
  say: (line: string) => void,
): Promise<{ readonly drop: number; readonly first: Net }> {
  let best: { readonly drop: number; readonly first: Net; readonly nats: number } | undefined
  for (const drop of drops) {
    const first = await train(drop, 'member 0')
    const { validation } = await predictions(first)
    const nats = measure(logLikelihood(), gaussianNoise().fit(validation).apply(validation))
    say(`drop ${drop}: log-likelihood of the validation ${nats.toFixed(4)}, ${first.seconds.toFixed(1)} s`)
    if (!best || nats > best.nats) best = { drop, first, nats }
  }
  return best!
}

/** The samples of nets: `passes` thinned ones of each, or (0) one of the full network. */
async function predictionsOf(
  nets: readonly Net[],
  { validation, test }: LoadedNumbers,
  passes: number,
  run: Key,
): Promise<NumberPredictions> {
  const of = async ({ inputs, targets }: NumberRows, part: string): Promise<NumberEvidence> => {
    const count = targets.data.length
    const each = Math.max(passes, 1)
    const samples = new Float64Array(nets.length * each * count)
    for (const [i, { model, mean, scale }] of nets.entries()) {
      const key = foldIn(foldIn(foldIn(run, 'samples'), part), i)
      const sampling = passes > 0 ? { samples: passes, key, everySample: true } : {}
      const prediction = await predict(model, inputs, { task: 'regression', ...sampling })
      const outputs = (prediction.samples ?? prediction.mean).data
      outputs.forEach((output, at) => {
        samples[i * each * count + at] = output * scale + mean
      })
    }
    return { samples, targets: targets.data }
  }
  return {
    validation: await of(validation, 'validation'),
    test: await of(test, 'test'),
    cost: {
      nets: nets.length,
      trainingSeconds: nets.reduce((sum, { seconds }) => sum + seconds, 0) / nets.length,
      passes: nets.length * Math.max(passes, 1),
    },
  }
}

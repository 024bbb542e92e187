import { predictiveUncertainty } from '@thinned/metrics'
import type { Layer } from '@thinned/nn'
import { foldIn, type Key } from '@thinned/rng'
import type { Backend } from '@thinned/tensor'
import { predict } from '@thinned/train'
import type { LoadedImages } from './load-images.ts'
import type { ImageSettings } from './settings.ts'
import { trainNet } from './train-net.ts'

/** Who predicts, and what it is called in tables. */
export const PREDICTORS = {
  softmax: 'one net',
  fullNetwork: 'dropout net, full network',
  monteCarlo: 'Monte Carlo dropout',
  ensemble: 'ensemble',
  dropoutEnsemble: 'ensemble, with dropout',
} as const

export type PredictorName = keyof typeof PREDICTORS

/** What a predictor says of every image. */
export interface Predictions {
  /** [n, classes] */
  readonly probabilities: Float64Array
  /** Of the probabilities, in nats [n]. */
  readonly entropy: Float64Array
  /** The disagreement of the samples or members, in nats [n]; none of a single pass. */
  readonly mutualInformation?: Float64Array
  /** What it costs. */
  readonly cost: {
    /** Nets that are trained, and the seconds of one. */
    readonly nets: number
    readonly trainingSeconds: number
    /** Forward passes for one prediction, and the milliseconds of 1,000 predictions. */
    readonly passes: number
    readonly milliseconds: number
  }
}

export interface Predicted {
  readonly predictions: Readonly<Record<PredictorName, Predictions>>
  /** The first dropout net, for sampling with a tolerance. */
  readonly dropoutNet: Layer
}

const CLASSES = 10

/** Trains the nets of one seed, each once, and predicts every image with every predictor. Net 0 of each kind is the demo's. */
export async function predictAll(
  settings: ImageSettings,
  images: LoadedImages,
  run: Key,
  backend: Backend,
  say: (line: string) => void,
): Promise<Predicted> {
  const { members, samples } = settings
  const keyOf = (member: number): Key => (member === 0 ? run : foldIn(run, `member${member}`))
  const train = async (withDropout: boolean): Promise<readonly Net[]> => {
    const nets: Net[] = []
    for (let member = 0; member < members; member++) {
      nets.push(await trainNet(settings, images, withDropout, keyOf(member), backend))
      say(
        `net ${member + 1} of ${members} ${withDropout ? 'with' : 'without'} dropout: ${nets.at(-1)!.seconds.toFixed(1)} s`,
      )
    }
    return nets
  }
  const [plain, dropout] = [await train(false), await train(true)]
  const predictions = {
    softmax: await passesOf(plain.slice(0, 1), images, 0, run),
    fullNetwork: await passesOf(dropout.slice(0, 1), images, 0, run),
    monteCarlo: await passesOf(dropout.slice(0, 1), images, samples, run),
    ensemble: await passesOf(plain, images, 0, run),
    dropoutEnsemble: await passesOf(dropout, images, samples / members, run),
  }
  return { predictions, dropoutNet: dropout[0]!.model }
}

interface Net {
  readonly model: Layer
  readonly seconds: number
}

/** The mean over nets, and over samples of each. */
async function passesOf(nets: readonly Net[], { all }: LoadedImages, samples: number, run: Key): Promise<Predictions> {
  const each = Math.max(samples, 1)
  const size = all.shape[0]! * CLASSES
  const passes = nets.length * each
  const every = new Float32Array(passes * size)
  const began = performance.now()
  for (const [i, { model }] of nets.entries()) {
    const sampling = samples > 0 ? { samples, key: foldIn(foldIn(run, 'samples'), i), everySample: true } : {}
    const prediction = await predict(model, all, sampling)
    every.set((prediction.samples ?? prediction.mean).data, i * each * size)
  }
  const { mean, entropy, mutualInformation } = predictiveUncertainty(every, { samples: passes, classes: CLASSES })
  const milliseconds = ((performance.now() - began) * 1000) / all.shape[0]!
  const trainingSeconds = nets.reduce((sum, { seconds }) => sum + seconds, 0) / nets.length
  return {
    probabilities: mean,
    entropy,
    ...(passes > 1 ? { mutualInformation } : {}),
    cost: { nets: nets.length, trainingSeconds, passes, milliseconds },
  }
}

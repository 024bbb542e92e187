import {
  adam,
  type Backend,
  data,
  dropout,
  fit,
  flatten,
  foldIn,
  key,
  linear,
  nn,
  ops,
  relu,
  sequential,
} from 'thinned'
import type { Settings } from './state.ts'

export const BATCH = 64

/** What a run of some steps ends with, wherever it was computed. */
export interface Hashes {
  /** Of the masks of both dropout layers in the last step, for all examples of its batch. */
  readonly mask: string
  /** Of all weights and biases after the last step. */
  readonly weights: string
}

export interface Run {
  /** From the end of a step to the end of the next, in milliseconds; the first from the start of the run. */
  readonly milliseconds: readonly number[]
  readonly hashes: Hashes
}

export const examplesOf = ({ steps, seed }: Settings) => data.digits({ size: steps * BATCH, key: key(seed) })

/** Trains a new network of two hidden layers by `fit`, a step for each batch of the digits. */
export async function trainOn(
  backend: Backend,
  settings: Settings,
  train: ReturnType<typeof examplesOf>,
  { now, signal }: { readonly now: () => number; readonly signal: AbortSignal },
): Promise<Run> {
  const { steps, seed, keep } = settings
  const width = Number(settings.width)
  const [first, second] = [dropout({ keep }), dropout({ keep })]
  const model = sequential(
    flatten(),
    linear(784, width),
    relu(),
    first,
    linear(width, width),
    relu(),
    second,
    linear(width, 10),
  )
  const runKey = key(seed)
  const times: number[] = []
  const look = (): void => void times.push(now())
  try {
    await fit(model, {
      data: { train },
      loss: 'crossEntropy',
      epochs: 1,
      batchSize: BATCH,
      measureTraining: 'none',
      optimizer: adam(),
      key: runKey,
      callbacks: [{ start: look, step: look }],
      signal,
      backend,
    })
    signal.throwIfAborted()
    const lastPass = nn.createPass({
      mode: 'train',
      key: foldIn(foldIn(runKey, 'step'), steps - 1),
      step: steps - 1,
      steps,
    })
    const masks = ops.scope(() => {
      const shown = ops.zeros([BATCH, width], { backend })
      return [first.mask(shown, lastPass.at('dropout1')), second.mask(shown, lastPass.at('dropout2'))].map(
        (mask) => mask.readSync() as Uint8Array,
      )
    })
    const weights: ArrayLike<number>[] = []
    for (const parameter of Object.values(nn.flattenParams(model.params))) weights.push(await parameter.read())
    return {
      milliseconds: times.slice(1).map((time, i) => time - times[i]!),
      hashes: { mask: hashOf(masks), weights: hashOf(weights) },
    }
  } finally {
    nn.disposeParams(model)
  }
}

/** `data.fingerprint` of numbers in a row. */
function hashOf(parts: readonly ArrayLike<number>[]): string {
  const all = Float32Array.from(parts.flatMap((part) => Array.from(part)))
  return data.fingerprint({
    name: 'numbers',
    inputs: { data: all, shape: [1, all.length] },
    targets: { data: Float32Array.of(0), shape: [1] },
  })
}

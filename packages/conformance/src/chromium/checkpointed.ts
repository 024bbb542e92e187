// A module of its own: a worker that is killed, and the page that goes on, have nothing in common but the storage of the origin.
import { digits, fingerprint } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { flatten, flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type FitOptions, fit, sgd } from '@thinned/train'
import { opfsCheckpoint } from '@thinned/train/browser'

/** The storage that a thread has left: all of it, only IndexedDB, or files without streams, as in workers of older browsers. */
export type Storage = 'files' | 'database' | 'access handles'

export interface Trained {
  readonly weights: string
  readonly losses: readonly number[]
  readonly steps: number
  /** Steps that this thread took itself. */
  readonly taken: number
}

/** Trains a small network with dropout, with a checkpoint after each step; without a name, with none. */
export async function train(name?: string, stepped: (step: number) => unknown = () => {}): Promise<Trained> {
  const model = sequential(flatten(), linear(784, 32), relu(), dropout({ keep: 0.5 }), linear(32, 10))
  const checkpoint: Partial<FitOptions> =
    name === undefined ? {} : { checkpoint: { store: opfsCheckpoint(name), everySteps: 1 }, resume: true }
  let taken = 0
  const run = await fit(model, {
    data: { train: digits({ size: 100, key: key('digits') }) },
    loss: 'crossEntropy',
    epochs: 2,
    batchSize: 20,
    optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
    key: key(5),
    callbacks: [{ checkpoint: ({ step }) => void stepped(step), step: () => void taken++ }],
    ...checkpoint,
  })
  const weights: number[] = []
  for (const tensor of Object.values(flattenParams(model.params))) weights.push(...(await tensor.read()))
  const data = Float32Array.from(weights)
  const values = { data, shape: [data.length] }
  return {
    weights: fingerprint({ name: 'weights', inputs: values, targets: values }),
    losses: run.history.map(({ loss }) => loss),
    steps: run.steps,
    taken,
  }
}

/** Keeps a checkpoint, as a run does. */
export async function hold(name: string): Promise<() => Promise<void>> {
  return opfsCheckpoint(name).lock!()
}

/** Takes storage away from this thread. */
export function leave(storage: Storage): void {
  const { navigator, FileSystemFileHandle } = globalThis as unknown as {
    readonly navigator: object
    readonly FileSystemFileHandle: { readonly prototype: object }
  }
  if (storage === 'database') Object.defineProperty(navigator, 'storage', { value: undefined })
  if (storage === 'access handles')
    Object.defineProperty(FileSystemFileHandle.prototype, 'createWritable', { value: undefined })
}

interface Scope {
  readonly location?: { readonly hash: string }
  readonly document?: object
  postMessage(message: unknown): void
}

// In a worker its URL says what to do: `#<name of the checkpoint>,<storage>`.
const scope = globalThis as unknown as Scope
if (scope.document === undefined && scope.location) {
  const [name, storage] = decodeURIComponent(scope.location.hash.slice(1)).split(',') as [string, Storage]
  leave(storage)
  train(name, (step) => scope.postMessage({ step })).catch((error) => scope.postMessage({ error: String(error) }))
}

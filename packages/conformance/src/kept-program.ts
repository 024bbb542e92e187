/** Drops what other tensors still need, on a backend that overwrites freed memory, and prints what is wrong then; see dropped.test.ts. */
import { twoMoons } from '@thinned/data'
import { dropout } from '@thinned/dropout'
import { batchNorm, flattenParams, linear, relu, sequential } from '@thinned/nn'
import { key } from '@thinned/rng'
import {
  type Backend,
  backward,
  denseView,
  dispatch,
  matmul,
  mul,
  reclaim,
  referenceBackend,
  requireGrad,
  retain,
  type Storage,
  scope,
  sum,
  type Tensor,
  tensor,
  transpose,
} from '@thinned/tensor'
import { adam, averaging, checkpointStore, fit } from '@thinned/train'

const collect = (globalThis as unknown as { gc(): void }).gc
const wrong: string[] = []
const expectThat = (what: string, holds: boolean): void => void (holds || wrong.push(what))

const tick = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Lets the collector run, and what it calls. */
async function settle(rounds = 3): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    collect()
    await tick(1)
  }
}
const collectOnce = (): Promise<void> => settle(1)

/** A reference backend whose freed memory is overwritten, whose reads take a while, with the collector in every eighth, and that notices what is freed twice. */
function poisonedBackend(): Backend {
  const backend = referenceBackend()
  const live = new Set<Storage>()
  let reading = 0
  return {
    ...backend,
    allocate(dtype, length) {
      const storage = backend.allocate(dtype, length)
      live.add(storage)
      return storage
    },
    free(storage) {
      expectThat('nothing is freed twice', live.delete(storage))
      dispatch(backend, 'fill', denseView(storage, [storage.length]), -77)
      backend.free(storage)
    },
    async read(storage, from, to) {
      await (reading++ % 8 === 0 ? collectOnce() : tick(0))
      return backend.readSync!(storage, from, to)
    },
  }
}

const backend = poisonedBackend()
const leaf = (...values: number[]): Tensor => requireGrad(tensor(values, { backend }))
const reads = (x: Tensor, ...values: number[]): boolean => String(x.readSync()) === String(values)

/** Each gives what it keeps of a parameter, and what must hold of that. The parameter itself is dropped. */
const cases: Record<string, () => () => boolean> = {
  'a parameter that is kept, of a model that is not'() {
    const { weight } = { weight: leaf(1, 2) }
    return () => reads(weight, 1, 2)
  },
  'a view of a dropped parameter'() {
    const view = transpose(
      requireGrad(
        tensor(
          [
            [1, 2],
            [3, 4],
          ],
          { backend },
        ),
      ),
    )
    return () => reads(view, 1, 3, 2, 4)
  },
  'a handle that was retained'() {
    const handle = retain(leaf(5, 6))
    return () => reads(handle, 5, 6)
  },
  'a handle whose tensor was disposed of'() {
    const dropped = leaf(7, 8)
    const handle = retain(dropped)
    dropped.dispose()
    return () => reads(handle, 7, 8)
  },
  'a graph whose backward needs a dropped parameter'() {
    const kept = leaf(1, 2)
    const loss = scope(() => sum(mul(kept, leaf(3, 4))))
    return () => reads(backward(loss, kept), 3, 4)
  },
  'a graph whose parameters are all dropped but one, two products deep'() {
    const kept = requireGrad(tensor([[2]], { backend }))
    const loss = scope(() =>
      sum(matmul(matmul(kept, requireGrad(tensor([[3]], { backend }))), requireGrad(tensor([[5]], { backend })))),
    )
    return () => reads(backward(loss, kept), 15)
  },
  'what was disposed of and given to the collector after it'() {
    const gone = tensor([1], { backend })
    gone.dispose()
    reclaim(gone)
    return () => true
  },
}
for (const [what, make] of Object.entries(cases)) {
  const holds = make()
  await settle()
  expectThat(what, holds())
}
const readOfDropped = (): Promise<ArrayLike<number>> => leaf(1, 2, 3).read()
expectThat('a read of a tensor that is dropped before its end', String(await readOfDropped()) === '1,2,3')

/** The weights after a run with all that holds tensors between steps. */
async function train(on: Backend): Promise<string> {
  const model = sequential(linear(2, 6), batchNorm(6), relu(), dropout({ keep: 0.7 }), linear(6, 2))
  const saved: Uint8Array[] = []
  const store = checkpointStore({
    save: async (bytes) => void saved.push(bytes),
    load: async () => saved.at(-1),
  })
  const settings = {
    data: { train: twoMoons({ size: 32, key: key(1) }), validation: twoMoons({ size: 20, key: key(2) }) },
    loss: 'crossEntropy',
    batchSize: 8,
    accumulate: 2,
    optimizer: adam({ learningRate: 0.05 }),
    averaging: averaging.ema({ decay: 0.9 }),
    earlyStopping: { patience: 9 },
    callbacks: [{ step: collectOnce, epoch: collectOnce }],
    checkpoint: { store, everySteps: 2 },
    backend: on,
    key: key(3),
  } as const
  await fit(model, { ...settings, epochs: 2 })
  await settle()
  const resumed = sequential(linear(2, 6), batchNorm(6), relu(), dropout({ keep: 0.7 }), linear(6, 2))
  saved.splice(1)
  await fit(resumed, { ...settings, epochs: 2, resume: true })
  await settle()
  return [model, resumed]
    .flatMap(({ params, state }) => [params, state].flatMap((tensors) => Object.values(flattenParams(tensors))))
    .map((x) => x.readSync().join())
    .join()
}
expectThat(
  'a run in which the collector runs in every step',
  (await train(backend)) === (await train(referenceBackend())),
)
await settle()
process.stdout.write(JSON.stringify({ wrong }))

import { disposeParams } from '@thinned/nn'
import { key } from '@thinned/rng'
import { type Backend, randomUniform, tensor } from '@thinned/tensor'
import { wasm } from '@thinned/wasm'
import { interleave } from '../measure/interleave.ts'
import { medianOf } from '../measure/median-of.ts'
import type { Plan } from '../measure/plan.ts'
import { timesOf } from '../protocol/answer.ts'
import { network } from '../thinned/network.ts'
import { trainer } from '../thinned/trainer.ts'

const [INPUTS, CLASSES] = [784, 10]
/** Of pixels, so many are not 0: about as in digits. */
const DENSITY = 0.2

/** A step of one network on one size of batch. */
export interface SizeRow {
  /** Units of each of the two hidden layers. */
  readonly units: number
  readonly batchSize: number
  /** Milliseconds of a step on each of the backends, in their order. */
  readonly milliseconds: readonly number[]
}

/** Times a training step of 784-units-units-10 with dropout, by units and batch size, on each backend in turns. */
export async function measureSizes(
  units: readonly number[],
  batchSizes: readonly number[],
  backends: readonly Backend[],
  plan: Plan,
): Promise<SizeRow[]> {
  const rows: SizeRow[] = []
  for (const width of units)
    for (const batchSize of batchSizes) {
      const steps = await Promise.all(backends.map((backend) => stepOf(width, batchSize, backend)))
      const measured = await interleave(
        steps.map(({ run }) => ({
          spinTime: 0,
          async repeat(times) {
            const began = performance.now()
            await run(times)
            return performance.now() - began
          },
        })),
        plan,
      )
      for (const { free } of steps) free!()
      const milliseconds = measured.map((own) => {
        if (own instanceof Error) throw own
        return medianOf(own.milliseconds)
      })
      rows.push({ units: width, batchSize, milliseconds })
    }
  return rows
}

async function stepOf(units: number, batchSize: number, backend: Backend): Promise<ReturnType<typeof timesOf>> {
  const model = network([INPUTS, units, units, CLASSES], true, backend)
  const images = randomUniform(key(1), [batchSize, INPUTS])
  const pixels = images.readSync().map((value) => (value < DENSITY ? value / DENSITY : 0))
  images.dispose()
  const inputs = tensor(pixels, { shape: [batchSize, INPUTS], backend })
  const labels = tensor(
    Int32Array.from({ length: batchSize }, (_, i) => i % CLASSES),
    { backend },
  )
  const { step, free } = await trainer(model, [{ inputs, labels }], backend)
  return timesOf(step, {
    free() {
      free()
      disposeParams(model)
      inputs.dispose()
      labels.dispose()
    },
  })
}

/** Two backends: all threads, and one. */
export const sizeBackends = (threads: number): Promise<Backend[]> =>
  Promise.all([...new Set([threads, 1])].map((own) => wasm({ threads: own })))

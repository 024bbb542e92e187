/** Runs on a thread of its own, started by `workerSource`: makes the source of a module and answers fetches. */
import { parentPort, type Transferable, workerData } from 'node:worker_threads'
import { DataError } from '../../data-error.ts'
import { type Arrays, listArrays, mapArrays, type NdArray } from '../../dataset/arrays.ts'
import type { DataSource } from '../../dataset/data-source.ts'
import { classesOf, type Dataset } from '../../dataset/dataset.ts'
import type { FetchRequest, SourceMessage, SourceRequest } from './source-messages.ts'

const { module, options } = workerData as SourceRequest
const say = (message: SourceMessage, transfer: Transferable[] = []): void => parentPort!.postMessage(message, transfer)

try {
  const source = await makeSource()
  const { name, size, inputShape, targetShape, fingerprint } = source
  parentPort!.on('message', (request: FetchRequest) => void answer(source, request))
  const facts = { name, size, inputShape, targetShape, fingerprint, ...classesOf(source) }
  say({ kind: 'ready', facts })
} catch (error) {
  say({ kind: 'failed', id: undefined, message: messageOf(error) })
}

async function makeSource(): Promise<DataSource<Arrays, Arrays>> {
  const { default: given } = (await import(module)) as { default?: unknown }
  const source: unknown = await (typeof given === 'function' ? given(options) : given)
  if (typeof (source as DataSource | undefined)?.fetch === 'function') return source as DataSource<Arrays, Arrays>
  throw new DataError(
    `its default export is ${given === undefined ? 'missing' : 'no DataSource'}; it is a DataSource, or a function that makes one.`,
  )
}

async function answer(source: DataSource<Arrays, Arrays>, { id, rows, key }: FetchRequest): Promise<void> {
  try {
    const batch = whole(await source.fetch(rows, key))
    const arrays = [
      ...listArrays(batch.inputs),
      ...listArrays(batch.targets),
      ...(batch.weights ? [batch.weights] : []),
    ]
    say({ kind: 'batch', id, batch }, [...new Set(arrays.map(({ data }) => data.buffer as ArrayBuffer))])
  } catch (error) {
    say({ kind: 'failed', id, message: messageOf(error) })
  }
}

/** The batch with every array in a buffer of its own: a buffer is handed over as a whole. */
function whole(batch: Dataset<Arrays, Arrays>): Dataset<Arrays, Arrays> {
  const own = <T extends NdArray>(array: T): T =>
    array.data.byteLength === array.data.buffer.byteLength ? array : { ...array, data: array.data.slice() }
  const { inputs, targets, weights } = batch
  return {
    ...batch,
    inputs: mapArrays(inputs, own),
    targets: mapArrays(targets, own),
    ...(weights ? { weights: own(weights) } : {}),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The thread that `workerSource` starts: makes the source of a module and answers fetches. */
import { parentPort, type Transferable, workerData } from 'node:worker_threads'
import { DataError } from '../../data-error.ts'
import { type Arrays, listArrays, mapArrays, type NdArray } from '../../dataset/arrays.ts'
import type { DataSource } from '../../dataset/data-source.ts'
import { classesOf, type Dataset } from '../../dataset/dataset.ts'
import type { FetchRequest, SourceMessage, SourceRequest } from './source-messages.ts'

const { module, options } = workerData as SourceRequest
const post = (message: SourceMessage, transfer: Transferable[] = []): void => parentPort!.postMessage(message, transfer)

try {
  const source = await makeSource()
  const { name, size, inputShape, targetShape, fingerprint } = source
  parentPort!.on('message', (request: FetchRequest) => void answer(source, request))
  const facts = { name, size, inputShape, targetShape, fingerprint, ...classesOf(source) }
  post({ kind: 'ready', facts })
} catch (error) {
  post({ kind: 'failed', id: undefined, message: messageOf(error) })
}

async function makeSource(): Promise<DataSource<Arrays, Arrays>> {
  const { default: exported } = (await import(module)) as { default?: unknown }
  const source: unknown = await (typeof exported === 'function' ? exported(options) : exported)
  if (typeof (source as DataSource | undefined)?.fetch === 'function') return source as DataSource<Arrays, Arrays>
  throw new DataError(
    `its default export is ${exported === undefined ? 'missing' : 'no DataSource'}; it is a DataSource, or a function that makes one.`,
  )
}

async function answer(source: DataSource<Arrays, Arrays>, { id, rows, key }: FetchRequest): Promise<void> {
  try {
    const batch = withOwnBuffers(await source.fetch(rows, key))
    const arrays = [
      ...listArrays(batch.inputs),
      ...listArrays(batch.targets),
      ...(batch.weights ? [batch.weights] : []),
    ]
    post({ kind: 'batch', id, batch }, [...new Set(arrays.map(({ data }) => data.buffer as ArrayBuffer))])
  } catch (error) {
    post({ kind: 'failed', id, message: messageOf(error) })
  }
}

/** The batch with a separate buffer for each array: a transfer moves whole buffers. */
function withOwnBuffers(batch: Dataset<Arrays, Arrays>): Dataset<Arrays, Arrays> {
  const copyView = <T extends NdArray>(array: T): T =>
    array.data.byteLength === array.data.buffer.byteLength ? array : { ...array, data: array.data.slice() }
  const { inputs, targets, weights } = batch
  return {
    ...batch,
    inputs: mapArrays(inputs, copyView),
    targets: mapArrays(targets, copyView),
    ...(weights ? { weights: copyView(weights) } : {}),
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

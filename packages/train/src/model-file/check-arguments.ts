import { formatValue } from '@thinned/schema'
import { TrainError } from '../train-error.ts'

/** Refuses what is no Uint8Array, such as the path of a file. The tag is that of arrays from every realm. */
export function checkBytes(caller: string, bytes: unknown, inNode: string): void {
  const tag = Object.prototype.toString.call(bytes).slice('[object '.length, -1)
  if (tag === 'Uint8Array') return
  const remedy = tag === 'ArrayBuffer' ? 'Write new Uint8Array(buffer)' : `In Node: ${inNode}`
  throw new TrainError(
    `${caller} was given ${formatValue(bytes)}; it takes the bytes of a file, a Uint8Array. ${remedy}.`,
  )
}

/** Refuses what is no model, such as a list of layers. */
export function checkModel(caller: string, model: unknown): void {
  if (typeof (model as { forward?: unknown } | undefined)?.forward === 'function') return
  throw new TrainError(
    `${caller} was given ${formatValue(model)} as its model; it takes a layer or a model, such as sequential(linear(8, 4), relu()).`,
  )
}

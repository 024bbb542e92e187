import { encodeSafetensors, type SafetensorsEntry, type SafetensorsFile } from '@thinned/data'
import { assign, formatShape, sameShape, scope, type Tensor, tensor } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'
import { checksum } from './checksum.ts'

const dtypes = { float32: 'F32', float64: 'F64', int32: 'I32', uint8: 'U8' } as const

/** The bytes of a safetensors file with our metadata, and with a checksum of all that it holds. */
export async function encodeTensors(tensors: Readonly<Record<string, Tensor>>, thinned: string): Promise<Uint8Array> {
  // All are read at once: no step of a run may come between two of them.
  const entries = await Promise.all(
    Object.entries(tensors).map(async ([name, { dtype, shape }]): Promise<[string, SafetensorsEntry]> => {
      return [name, { dtype: dtypes[dtype], shape, data: await tensors[name]!.read() }]
    }),
  )
  return encodeEntries(Object.fromEntries(entries), thinned)
}

/** As `encodeTensors`, of what a file holds. */
export function encodeEntries(entries: Readonly<Record<string, SafetensorsEntry>>, thinned: string): Uint8Array {
  return encodeSafetensors(entries, { thinned, checksum: checksum(entries, { thinned }) })
}

/** Refuses a file whose contents do not have the checksum that it was written with. */
export function verifyChecksum({ tensors, metadata: { checksum: written, ...rest } }: SafetensorsFile): void {
  const found = checksum(tensors, rest)
  if (written !== found)
    throw new TrainError(
      `Its checksum is ${written === undefined ? 'absent' : JSON.stringify(written.slice(0, 20))}, but its contents have ${found}: they changed after they were written.`,
    )
}

/** Reads a part of a file. What is wrong with it is told with the file's name and with what to do. */
export function readPart<T>(subject: string, remedy: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const code = error instanceof TrainError && error.code === 'mismatch' ? error.code : 'invalid-file'
    throw new TrainError(`${subject} cannot be read: ${(error as Error).message} ${remedy}`.trimEnd(), {
      code,
      cause: error,
    })
  }
}

/** Where entries go, and what to say where they do not fit. */
interface Destination {
  readonly subject: string
  readonly destination: string
  readonly remedy: string
}

/** Assigns to each tensor the entry of its name, after checking that all are there with the same shape and dtype. */
export function assignEntries(
  tensors: Readonly<Record<string, Tensor>>,
  entries: Readonly<Record<string, SafetensorsEntry>>,
  destination: Destination,
): void {
  checkEntries(tensors, entries, destination)
  for (const [name, target] of Object.entries(tensors))
    scope(() => assign(target, tensor(entries[name]!.data, { shape: target.shape, backend: target.backend })))
}

/** Refuses entries that lack one of the tensors, or have it in another shape or dtype. */
export function checkEntries(
  tensors: Readonly<Record<string, Pick<Tensor, 'shape' | 'dtype'>>>,
  entries: Readonly<Record<string, SafetensorsEntry>>,
  { subject, destination, remedy }: Destination,
): void {
  for (const [name, { shape, dtype }] of Object.entries(tensors)) {
    const entry = Object.hasOwn(entries, name) ? entries[name] : undefined
    if (!entry || entry.dtype !== dtypes[dtype] || !sameShape(entry.shape, shape))
      throw new TrainError(
        `${subject} has ${entry ? `${entry.dtype} ${formatShape(entry.shape)}` : 'no tensor'} at ${name}, where ${destination} has ${dtypes[dtype]} ${formatShape(shape)}. ${remedy}`,
        { code: 'mismatch' },
      )
    readPart(subject, remedy, () => entry.data) // Which may not be held: before any tensor changes.
  }
}

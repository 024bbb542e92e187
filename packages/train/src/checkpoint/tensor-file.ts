import type { SafetensorsEntry } from '@thinned/data'
import { assign, formatShape, sameShape, scope, type Tensor, tensor } from '@thinned/tensor'
import { TrainError } from '../train-error.ts'

const dtypes = { float32: 'F32', float64: 'F64', int32: 'I32', uint8: 'U8' } as const

/** Tensors as entries of a safetensors file. */
export async function entriesOf(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, SafetensorsEntry>> {
  const entries: Record<string, SafetensorsEntry> = {}
  for (const [name, { dtype, shape }] of Object.entries(tensors))
    entries[name] = { dtype: dtypes[dtype], shape, data: await tensors[name]!.read() }
  return entries
}

/** Assigns to each tensor the entry of its name, after checking that all are there with the same shape and dtype. */
export function assignEntries(
  tensors: Readonly<Record<string, Tensor>>,
  entries: Readonly<Record<string, SafetensorsEntry>>,
  { subject, destination, remedy }: { readonly subject: string; readonly destination: string; readonly remedy: string },
): void {
  for (const [name, { shape, dtype }] of Object.entries(tensors)) {
    const entry = entries[name]
    if (!entry || entry.dtype !== dtypes[dtype] || !sameShape(entry.shape, shape))
      throw new TrainError(
        `${subject} has ${entry ? `${entry.dtype} ${formatShape(entry.shape)}` : 'no tensor'} at ${name}, where ${destination} has ${dtypes[dtype]} ${formatShape(shape)}. ${remedy}`,
      )
  }
  for (const [name, target] of Object.entries(tensors))
    scope(() => assign(target, tensor(entries[name]!.data, { shape: target.shape, backend: target.backend })))
}

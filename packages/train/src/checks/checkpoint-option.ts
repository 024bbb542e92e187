import { Fault, type Fields, object, oneOf, optional, type Schema, text, value } from '@thinned/schema'
import type { CheckpointStore } from '../checkpoint/checkpoint-store.ts'
import type { FitOptions } from '../run/fit-options.ts'
import type { Monitor } from '../run/records.ts'
import { count } from './parts.ts'

/** Which measurement is followed. */
export const monitorFields: {
  readonly monitor: Schema<string | undefined>
  readonly mode: Schema<'min' | 'max' | undefined>
} = {
  monitor: optional(text),
  mode: optional(oneOf('min', 'max')),
} satisfies Fields<Monitor>

const fields = /* @__PURE__ */ object({
  store: value<CheckpointStore>(
    "a store, such as fileCheckpoint('run.safetensors') or checkpointStore({ save, load })",
    (given) => typeof Object(given).save === 'function' && typeof Object(given).format === 'object',
  ),
  everySteps: optional(count),
  everyEpochs: optional(count),
  best: optional(object({ ...monitorFields, count: optional(count) })),
})

/** The checkpoint of a run. The usual mistake is to give a path, or the store alone. */
export const checkpoint: Schema<NonNullable<FitOptions['checkpoint']>> = {
  takes: fields.takes,
  read(given, path) {
    if (typeof given === 'string' || typeof Object(given).save === 'function')
      throw new Fault(path, given, `${fields.takes}. Write checkpoint: { store: fileCheckpoint('run.safetensors') }`)
    return fields.read(given, path) as NonNullable<FitOptions['checkpoint']>
  },
}

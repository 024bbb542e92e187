import { describeFunction, type JsonValue, type Schedule } from '@thinned/nn'

/** A keep probability as tables and checkpoints hold it. */
export function describeKeep(keep: Schedule): { readonly keep: JsonValue } {
  return { keep: describeSchedule(keep) }
}

/** A schedule as tables and checkpoints hold it: its number, its settings, or that it is a function, which JSON cannot hold. */
export function describeSchedule(schedule: Schedule): JsonValue {
  const described = describeFunction(schedule)
  return typeof described === 'string' ? 'schedule' : described
}

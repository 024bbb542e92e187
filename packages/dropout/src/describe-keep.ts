import { describeSchedule, type JsonValue, type Schedule } from '@thinned/nn'

/** A keep probability as tables and checkpoints hold it. */
export function describeKeep(keep: Schedule): { readonly keep: JsonValue } {
  return { keep: describeSchedule(keep) }
}

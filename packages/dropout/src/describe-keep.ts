import type { JsonValue, Schedule } from '@thinned/nn'

/** A keep probability as tables and checkpoints hold it; a schedule is a function, which JSON cannot hold. */
export function describeKeep(keep: Schedule): { readonly keep: JsonValue } {
  return { keep: typeof keep === 'number' ? keep : 'schedule' }
}

import type { At, JsonValue, Schedule } from '@thinned/nn'

type Settings = { readonly [name: string]: JsonValue }

/** A schedule that knows its settings, so that a checkpoint can tell it from another. */
export function describedSchedule(settings: Settings, schedule: (at: At) => number): Schedule {
  return Object.assign(schedule, { settings })
}

/** A schedule as a checkpoint's settings hold it: its number, its settings, or that it is a function, whose text no one can compare. */
export function describeSchedule(schedule: Schedule): JsonValue {
  if (typeof schedule === 'number') return schedule
  return (schedule as { settings?: Settings }).settings ?? 'a function'
}

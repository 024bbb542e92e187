import type { Schedule } from '@thinned/nn'

/** A schedule as a checkpoint's settings hold it: its number, or that it is one. */
export function describeSchedule(schedule: Schedule): number | string {
  return typeof schedule === 'number' ? schedule : 'schedule'
}

import { makesSchedules, type Schedule } from '@thinned/nn'
import { number, type OtherNames, options, type Read, type Schema, value } from '@thinned/schema'
import { TrainError } from './train-error.ts'

/** Reads the options of a function of this package. */
/* @__NO_SIDE_EFFECTS__ */
export function trainOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  otherNames?: OtherNames,
): (given: unknown) => Read<F> {
  return options(caller, TrainError, fields, otherNames)
}

/** Reads the options of a maker of schedules. Who gives the maker for a schedule has it called with a moment, whose first name is step. */
/* @__NO_SIDE_EFFECTS__ */
export function scheduleOptions<F extends Readonly<Record<string, Schema>>>(
  caller: string,
  fields: F,
  otherNames?: OtherNames,
): (given: unknown) => Read<F> {
  return trainOptions(caller, fields, {
    step: `schedules.${caller}({ … }), a call, where a schedule belongs`,
    lr: 'initial',
    learningRate: 'initial',
    from: 'initial',
    to: 'final',
    start: 'initial',
    end: 'final',
    gamma: 'factor',
    decay: 'factor',
    ...otherNames,
  })
}

/** A positional argument of a function, checked. @throws {TrainError} */
export function argument<T>(caller: string, name: string, schema: Schema<T>, given: unknown): T {
  return trainOptions(caller, { [name]: schema })({ [name]: given })[name]!
}

const isIn = (given: unknown, below: number): boolean =>
  Number.isFinite(given) && (given as number) >= 0 && (given as number) < below

const isSchedule = (given: unknown): boolean => typeof given === 'function' && !makesSchedules(given)

const callMaker = (given: unknown): string | undefined =>
  makesSchedules(given)
    ? 'This function makes schedules; call it with its options, as in schedules.cosine({ initial: 0.1 })'
    : undefined

/** A learning rate. A schedule is checked at each step. */
export const rate: Schema<Schedule> = /* @__PURE__ */ value(
  'a number from 0, or a schedule',
  (given) => isSchedule(given) || isIn(given, Infinity),
  callMaker,
)

/** A momentum. A schedule is checked at each step. */
export const momentum: Schema<Schedule> = /* @__PURE__ */ value(
  'a number from 0 to below 1, such as 0.9, or a schedule',
  (given) => isSchedule(given) || isIn(given, 1),
  callMaker,
)

/** What a schedule takes for another. */
export const schedule: Schema<Schedule> = /* @__PURE__ */ value(
  'a number, or a schedule',
  (given) => isSchedule(given) || Number.isFinite(given),
  callMaker,
)

export const decay: Schema<number> = /* @__PURE__ */ number({ from: 0, below: 1 }, ', such as 0.9')

/** The largest norm of gradients. */
export const clipLimit: Schema<number> = /* @__PURE__ */ value(
  'a number above 0',
  (given) => typeof given === 'number' && given > 0,
)

export const fromZero: Schema<number> = /* @__PURE__ */ number({ from: 0 })

export const aboveZero: Schema<number> = /* @__PURE__ */ number({ above: 0 })

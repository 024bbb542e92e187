import { setTimeout } from 'node:timers/promises'
import type { Plan } from './plan.ts'

/** Something that can be done several times in a row; says how many milliseconds that took. */
export type Repeat = (times: number) => Promise<number>

/** Who takes a turn. */
export interface Repeatable {
  readonly repeat: Repeat
  /** Milliseconds that its threads may go on spinning when it is done: the next one waits for so long. */
  readonly spinTime: number
}

/** The milliseconds of one run in each repetition, and how many runs a repetition held. */
export interface Repetitions {
  readonly milliseconds: readonly number[]
  readonly times: number
}

/**
 * Measures several candidates, interleaved: it warms each up, then takes one repetition of each in every round. So noise of the machine
 * falls on all of them. The result of a candidate that fails is its error.
 */
export async function interleave(
  candidates: readonly Repeatable[],
  plan: Plan,
  now: () => number = () => performance.now(),
  pause: (milliseconds: number) => Promise<unknown> = setTimeout,
): Promise<(Repetitions | Error)[]> {
  const measured: ((Repetitions & { readonly milliseconds: number[]; readonly wanted: number }) | Error)[] = []
  for (const { repeat, spinTime } of candidates) {
    measured.push(await orError(() => warmUp(repeat, plan, now)))
    if (spinTime > 0) await pause(spinTime)
  }
  for (let round = 0; round < plan.repetitions; round++) {
    for (const [i, { repeat, spinTime }] of candidates.entries()) {
      const own = measured[i]!
      if (own instanceof Error || round >= own.wanted) continue
      const milliseconds = await orError(() => repeat(own.times))
      if (milliseconds instanceof Error) measured[i] = milliseconds
      else own.milliseconds.push(milliseconds / own.times)
      if (spinTime > 0) await pause(spinTime)
    }
  }
  return measured.map((own) => (own instanceof Error ? own : { milliseconds: own.milliseconds, times: own.times }))
}

/** Milliseconds below which a run is short. */
const SHORT = 1

async function warmUp(
  repeat: Repeat,
  { repetitions, slowRepetitions, slow, shortest, warmUp, warmUpOfShort }: Plan,
  now: () => number,
): Promise<Repetitions & { readonly milliseconds: number[]; readonly wanted: number }> {
  const began = now()
  let times = 1
  let last = await repeat(times)
  const isWarm = (): boolean => now() - began >= (last / times < SHORT ? warmUpOfShort : warmUp)
  while (last <= slow && !isWarm()) {
    times = runsFor(shortest, last / times)
    last = await repeat(times)
  }
  const slowly = last / times > slow
  return {
    milliseconds: [],
    times: runsFor(shortest, last / times),
    wanted: slowly ? Math.min(slowRepetitions, repetitions) : repetitions,
  }
}

function runsFor(shortest: number, milliseconds: number): number {
  return Math.max(1, Math.min(1e6, Math.ceil(shortest / Math.max(milliseconds, 1e-6))))
}

async function orError<T>(make: () => Promise<T>): Promise<T | Error> {
  try {
    return await make()
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

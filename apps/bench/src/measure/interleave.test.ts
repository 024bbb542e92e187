import { expect, test } from 'vitest'
import { interleave, type Repeatable, type Repetitions } from './interleave.ts'
import type { Plan } from './plan.ts'

const plan: Plan = {
  repetitions: 9,
  slowRepetitions: 3,
  slow: 2000,
  shortest: 60,
  warmUp: 300,
  warmUpOfShort: 300,
  trainingSteps: 0,
}

/** Things with given times of one run, on a clock of their own. */
function stage(costs: Readonly<Record<string, number | ((call: number) => number)>>) {
  let clock = 0
  const calls: string[] = []
  const turns = Object.entries(costs).map(([name, cost]): Repeatable => {
    let call = 0
    return {
      spinTime: 0,
      async repeat(times) {
        calls.push(`${name}*${times}`)
        const milliseconds = times * (typeof cost === 'number' ? cost : cost(call++))
        clock += milliseconds
        return milliseconds
      },
    }
  })
  return { calls, turns, measure: () => interleave(turns, plan, () => clock) }
}

test('after warming up, each round takes one repetition of each', async () => {
  const { calls, measure } = stage({ a: 100, b: 100 })
  const measured = await measure()
  expect(calls.slice(0, 6)).toEqual(['a*1', 'a*1', 'a*1', 'b*1', 'b*1', 'b*1'])
  expect(calls.slice(6)).toEqual(Array.from({ length: 9 }, () => ['a*1', 'b*1']).flat())
  expect(measured).toEqual([
    { milliseconds: Array(9).fill(100), times: 1 },
    { milliseconds: Array(9).fill(100), times: 1 },
  ])
})

test('fast workload is done so often that a repetition lasts, and a figure is that of one run', async () => {
  const [fast] = await stage({ fast: 0.125 }).measure()
  expect(fast).toEqual({ milliseconds: Array(9).fill(0.125), times: 480 })
})

test('workload of less than a millisecond is warmed up for longer', async () => {
  const timed: number[] = []
  const cost = 0.5
  const turn: Repeatable = {
    spinTime: 0,
    async repeat(times) {
      timed.push(times)
      return times * cost
    },
  }
  const clock = (): number => timed.reduce((sum, times) => sum + times, 0) * cost
  await interleave([turn], { ...plan, warmUpOfShort: 1000, repetitions: 1 }, clock)
  expect(clock() - timed.at(-1)! * cost).toBeGreaterThanOrEqual(1000)
})

test('it takes the number of runs from the warm machine', async () => {
  const [workload] = await stage({ workload: (call) => (call === 0 ? 60 : 10) }).measure()
  expect(workload).toMatchObject({ times: 6 })
})

test('what is slow is warmed up once and gets fewer repetitions', async () => {
  const { calls, measure } = stage({ slow: 2001, fast: 100 })
  const [slow, fast] = (await measure()) as Repetitions[]
  expect(slow!.milliseconds).toHaveLength(3)
  expect(fast!.milliseconds).toHaveLength(9)
  expect(calls.filter((call) => call === 'slow*1')).toHaveLength(4)
})

test('what fails leaves with its error, and the others go on', async () => {
  const failing = (at: number) => (call: number) => {
    if (call === at) throw new RangeError(`fails at ${at}`)
    return 100
  }
  const measured = await stage({ first: failing(0), later: failing(5), fine: 100 }).measure()
  expect(measured[0]).toEqual(new RangeError('fails at 0'))
  expect(measured[1]).toEqual(new RangeError('fails at 5'))
  expect(measured[2]).toMatchObject({ milliseconds: Array(9).fill(100) })
})

test('the next one waits until spinning threads have settled', async () => {
  const { calls, turns } = stage({ spinning: 100, quiet: 100 })
  const settling = turns.map((turn, i) => ({ ...turn, spinTime: i === 0 ? 40 : 0 }))
  let clock = 0
  await interleave(
    settling,
    { ...plan, repetitions: 2, warmUp: 0, warmUpOfShort: 0 },
    () => clock,
    async (milliseconds) => {
      clock += milliseconds
      calls.push(`pause ${milliseconds}`)
    },
  )
  expect(calls).toEqual([
    ...['spinning*1', 'pause 40', 'quiet*1'],
    ...['spinning*1', 'pause 40', 'quiet*1', 'spinning*1', 'pause 40', 'quiet*1'],
  ])
})

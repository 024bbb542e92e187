import type { Contender } from '../contenders/contender.ts'
import type { Client } from '../protocol/client.ts'
import type { Roster } from '../roster.ts'
import type { Work } from '../works/work.ts'
import { inTurns } from './in-turns.ts'
import type { Plan } from './plan.ts'
import type { Result } from './result.ts'

interface Participant {
  readonly work: Work
  readonly contender: Contender
  readonly client: Client
  readonly note: string
  readonly share: number
}

const isNoLimit = (work: string): boolean => !work.startsWith('limit-')

/** Times a work, and the limits that belong to it, by everyone who can, in turns. Those who cannot are in the results with the reason. */
export async function measureTimed(
  group: readonly Work[],
  contenders: readonly Contender[],
  roster: Roster,
  plan: Plan,
  folder: string,
): Promise<Result[]> {
  const results: Result[] = []
  const participants: Participant[] = []
  for (const work of group) {
    for (const contender of contenders) {
      if (!(contender.takes ?? isNoLimit)(work.name)) continue
      try {
        const client = await roster.client(contender)
        const { note, share = 1 } = await client.prepare(work.name, { trainingSteps: plan.trainingSteps, folder })
        participants.push({ work, contender, client, note, share })
      } catch (error) {
        results.push({ work, contender, outcome: error as Error })
      }
    }
  }
  const measured = await inTurns(
    participants.map(({ work, client, contender }) => ({
      repeat: (times) => client.repeat(work.name, times),
      settles: contender.settles ?? 0,
    })),
    plan,
  )
  for (const [i, { work, contender, client, note, share }] of participants.entries()) {
    const own = measured[i]!
    if (own instanceof Error) {
      results.push({ work, contender, outcome: own })
      continue
    }
    const released = await client.release(work.name)
    const count = own.milliseconds.length
    const short = count < plan.repetitions ? `slow: ${count} repetitions` : ''
    const part = share < 1 ? `measured on ${share} of the work` : ''
    results.push({
      work,
      contender,
      outcome: {
        figures: own.milliseconds.map((milliseconds) => work.figure(milliseconds / share)),
        notes: [note, released.note, short, part],
        fallbacks: contender.mode === 'reference' ? 0 : (released.fallbacks ?? 0),
      },
    })
  }
  return results
}

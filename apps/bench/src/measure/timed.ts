import type { Implementation } from '../implementations/implementation.ts'
import type { Client } from '../protocol/client.ts'
import type { Processes } from '../protocol/processes.ts'
import type { Workload } from '../workloads/workload.ts'
import { interleave } from './interleave.ts'
import type { Plan } from './plan.ts'
import type { Result } from './result.ts'

interface Participant {
  readonly workload: Workload
  readonly implementation: Implementation
  readonly client: Client
  readonly note: string
  readonly share: number
}

const isNoLimit = (workload: string): boolean => !workload.startsWith('limit-')

/** Times a workload and its machine limits on all implementations, interleaved. A result says why an implementation could not be measured. */
export async function measureTimed(
  group: readonly Workload[],
  implementations: readonly Implementation[],
  processes: Processes,
  plan: Plan,
  folder: string,
): Promise<Result[]> {
  const results: Result[] = []
  const participants: Participant[] = []
  for (const workload of group) {
    for (const implementation of implementations) {
      if (!(implementation.takes ?? isNoLimit)(workload.name) || (workload.primaryOnly && !implementation.primary))
        continue
      try {
        const client = await processes.client(implementation)
        const { note, share = 1 } = await client.prepare(workload.name, { trainingSteps: plan.trainingSteps, folder })
        participants.push({ workload, implementation, client, note, share })
      } catch (error) {
        results.push({ workload, implementation, outcome: error as Error })
      }
    }
  }
  const measured = await interleave(
    participants.map(({ workload, client, implementation }) => ({
      repeat: (times) => client.repeat(workload.name, times),
      spinTime: implementation.spinTime ?? 0,
    })),
    plan,
  )
  for (const [i, { workload, implementation, client, note, share }] of participants.entries()) {
    const own = measured[i]!
    if (own instanceof Error) {
      results.push({ workload, implementation, outcome: own })
      continue
    }
    const released = await client.release(workload.name)
    const count = own.milliseconds.length
    const short = count < plan.repetitions ? `slow: ${count} repetitions` : ''
    const part = share < 1 ? `measured on ${share} of the workload` : ''
    results.push({
      workload,
      implementation,
      outcome: {
        figures: own.milliseconds.map((milliseconds) => workload.figure(milliseconds / share)),
        notes: [note, released.note, short, part],
        fallbacks: implementation.mode === 'reference' ? 0 : (released.fallbacks ?? 0),
      },
    })
  }
  return results
}

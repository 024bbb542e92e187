import { spawnSync } from 'node:child_process'
import type { Implementation } from '../implementations/implementation.ts'
import { type Command, startClient } from '../protocol/client.ts'
import type { Workload } from '../workloads/workload.ts'
import type { Plan } from './plan.ts'
import type { Result } from './result.ts'

/** Steps of training before the memory of a process is looked at. */
const STEPS = 20
/** Fresh processes of a implementation that trains. */
const PROCESSES = 3

type Measure = (implementation: Implementation, folder: string) => Promise<number>

const measures: Readonly<
  Record<Exclude<Workload['kind'], 'timed'>, { once: Measure; repetitions(plan: Plan): number }>
> = {
  import: {
    once: async ({ importing }, folder) => printed(await importing!(folder)),
    repetitions: (plan) => plan.repetitions,
  },
  memory: { once: peak, repetitions: (plan) => Math.min(PROCESSES, plan.repetitions) },
  bundle: { once: ({ bundle }, folder) => bundle!(folder), repetitions: () => 1 },
}

/** Measures what needs an isolated process for each repetition (import, memory, bundle), on the primary implementations, interleaved. */
export async function measureIsolated(
  workload: Workload,
  implementations: readonly Implementation[],
  plan: Plan,
  folder: string,
): Promise<Result[]> {
  const { kind } = workload
  if (kind === 'timed') throw new Error(`${workload.name} is timed`)
  const able = implementations.filter(
    (implementation) =>
      implementation.primary &&
      (implementation.takes?.(workload.name) ?? true) &&
      (kind === 'memory' || (kind === 'import' ? implementation.importing : implementation.bundle)),
  )
  const figures = able.map((): number[] => [])
  const failed = new Map<number, Error>()
  const repetitions = measures[kind].repetitions(plan)
  for (let round = 0; round < repetitions; round++) {
    for (const [i, implementation] of able.entries()) {
      if (failed.has(i)) continue
      try {
        figures[i]!.push(workload.figure(await measures[kind].once(implementation, folder)))
      } catch (error) {
        failed.set(i, error as Error)
      }
    }
  }
  const notes = [kind === 'memory' ? `${STEPS} steps in a fresh process, ${repetitions} times` : '']
  return able.map((implementation, i) => ({
    workload,
    implementation,
    outcome: failed.get(i) ?? { figures: figures[i]!, notes, fallbacks: 0 },
  }))
}

/** The number that a process prints. */
function printed({ program, args, env, cwd }: Command): number {
  const { stdout, stderr, status } = spawnSync(program, args, {
    env: { ...process.env, ...env },
    cwd,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`its process ended with exit code ${status}: ${stderr.trim().split('\n').at(-1)}`)
  return Number(stdout)
}

/** The largest resident size of a process that trains a little. */
async function peak({ command }: Implementation, folder: string): Promise<number> {
  const client = await startClient(command)
  try {
    await client.prepare('mlp', { trainingSteps: 0, folder })
    await client.repeat('mlp', STEPS)
    return await client.peak()
  } finally {
    await client.stop()
  }
}

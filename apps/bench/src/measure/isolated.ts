import { spawnSync } from 'node:child_process'
import type { Implementation } from '../implementations/implementation.ts'
import { type Command, startClient } from '../protocol/client.ts'
import type { Workload } from '../workloads/workload.ts'
import type { Plan } from './plan.ts'
import type { Result } from './result.ts'

/** Steps of training before the memory of a process is looked at. */
const STEPS = 20
/** Fresh processes of an implementation that trains. */
const PROCESSES = 3

/** Takes one measurement; it may put files into the folder of the run, which has the data. */
type Measure = (folder: string) => Promise<number>

interface Kind {
  /** How an implementation is measured; undefined where it cannot be. */
  of(implementation: Implementation): Measure | undefined
  repetitions(plan: Plan): number
}

const kinds: Readonly<Record<Exclude<Workload['kind'], 'timed'>, Kind>> = {
  import: {
    of: ({ importing }) => importing && (async (folder) => printed(await importing(folder))),
    repetitions: (plan) => plan.repetitions,
  },
  start: {
    of: ({ starting }) => starting && (async (folder) => printed(await starting(folder))),
    repetitions: (plan) => plan.repetitions,
  },
  memory: {
    of: ({ command, training }) =>
      training ? async (folder) => printed(await training(folder)) : (folder) => peak(command, folder),
    repetitions: (plan) => Math.min(PROCESSES, plan.repetitions),
  },
  bundle: { of: ({ bundle }) => bundle, repetitions: () => 1 },
}

/** Measures what needs an isolated process for each repetition (import, start, memory, bundle), on the primary implementations, interleaved. */
export async function measureIsolated(
  workload: Workload,
  implementations: readonly Implementation[],
  plan: Plan,
  folder: string,
): Promise<Result[]> {
  const { kind } = workload
  if (kind === 'timed') throw new Error(`${workload.name} is timed`)
  const able = implementations.flatMap((implementation) => {
    const takesPart = implementation.primary && (implementation.takes?.(workload.name) ?? true)
    const measure = takesPart ? kinds[kind].of(implementation) : undefined
    return measure ? [{ implementation, measure }] : []
  })
  const figures = able.map((): number[] => [])
  const failed = new Map<number, Error>()
  const repetitions = kinds[kind].repetitions(plan)
  for (let round = 0; round < repetitions; round++) {
    for (const [i, { measure }] of able.entries()) {
      if (failed.has(i)) continue
      try {
        figures[i]!.push(workload.figure(await measure(folder)))
      } catch (error) {
        failed.set(i, error as Error)
      }
    }
  }
  const notes = [kind === 'memory' ? `${STEPS} steps in a fresh process, ${repetitions} times` : '']
  return able.map(({ implementation }, i) => ({
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
async function peak(command: Command, folder: string): Promise<number> {
  const client = await startClient(command)
  try {
    await client.prepare('mlp', { trainingSteps: 0, folder })
    await client.repeat('mlp', STEPS)
    return await client.peak()
  } finally {
    await client.stop()
  }
}

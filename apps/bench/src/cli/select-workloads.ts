import type { Workload } from '../workloads/workload.ts'
import { UsageError } from './usage-error.ts'

/**
 * The workloads that the user names, each with the limits that belong to it. A name stands for itself, or for all that begin with it and a
 * dash (`dropout`); `mlp` is a workload of its own. No names: all, which a quick run thins.
 *
 * @throws {UsageError} where there is no such workload.
 */
export function selectWorkloads(workloads: readonly Workload[], names: readonly string[], quick: boolean): Workload[] {
  const chosen = new Set<string>()
  for (const name of names) {
    const found = workloads.filter((workload) => workload.name === name)
    const family = found.length > 0 ? found : workloads.filter((workload) => workload.name.startsWith(`${name}-`))
    if (name === '' || family.length === 0)
      throw new UsageError(
        `there is no workload "${name}"; there are ${workloads.map((workload) => workload.name).join(', ')}.`,
      )
    for (const workload of family) if (found.length > 0 || !quick || !workload.long) chosen.add(workload.name)
  }
  for (const workload of workloads) {
    const wanted = names.length === 0 ? !(quick && workload.long) : chosen.has(workload.name)
    if (wanted) for (const name of [workload.name, ...workload.limits]) chosen.add(name)
  }
  return workloads.filter(({ name }) => chosen.has(name))
}

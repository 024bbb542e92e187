import { UsageError } from './usage-error.ts'
import type { Work } from './works/work.ts'

/**
 * The works that the user names, each with the limits that belong to it. A name stands for itself, or for all that begin with it and a
 * dash (`dropout`); `mlp` is a work of its own. No names: all, which a quick run thins.
 *
 * @throws {UsageError} where there is no such work.
 */
export function selectWorks(works: readonly Work[], names: readonly string[], quick: boolean): Work[] {
  const chosen = new Set<string>()
  for (const name of names) {
    const found = works.filter((work) => work.name === name)
    const family = found.length > 0 ? found : works.filter((work) => work.name.startsWith(`${name}-`))
    if (name === '' || family.length === 0)
      throw new UsageError(`there is no work "${name}"; there are ${works.map((work) => work.name).join(', ')}.`)
    for (const work of family) if (found.length > 0 || !quick || !work.long) chosen.add(work.name)
  }
  for (const work of works) {
    const wanted = names.length === 0 ? !(quick && work.long) : chosen.has(work.name)
    if (wanted) for (const name of [work.name, ...work.limits]) chosen.add(name)
  }
  return works.filter(({ name }) => chosen.has(name))
}

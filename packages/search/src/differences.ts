import type { JsonValue } from './json.ts'

/** Where a log's search differs from the one at hand: a part of a sentence for each setting, by its path. */
export function differences(written: JsonValue, current: JsonValue): string[] {
  const [before, now] = [leavesOf(written), leavesOf(current)]
  return [...new Set([...before.keys(), ...now.keys()])]
    .filter((path) => before.get(path) !== now.get(path))
    .map((path) => `${path} was ${before.get(path) ?? 'absent'} and is ${now.get(path) ?? 'absent'}`)
}

/** What is no object, as text, by the names that lead to it. */
function leavesOf(value: JsonValue, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[path, JSON.stringify(value)]])
  return new Map(
    Object.entries(value).flatMap(([name, held]) => [...leavesOf(held, path === '' ? name : `${path}.${name}`)]),
  )
}

/** JSON data. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

export type JsonObject = { readonly [name: string]: JsonValue }

/** The differences between two JSON values: a part of a sentence for each path. */
export function differences(before: JsonValue, now: JsonValue): string[] {
  const [old, current] = [leavesOf(before), leavesOf(now)]
  return [...new Set([...old.keys(), ...current.keys()])]
    .filter((path) => old.get(path) !== current.get(path))
    .map((path) => `${path} was ${old.get(path) ?? 'absent'} and is ${current.get(path) ?? 'absent'}`)
}

/** The values that are no objects, as text, by path. */
function leavesOf(value: JsonValue, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return new Map([[path, JSON.stringify(value)]])
  return new Map(
    Object.entries(value).flatMap(([name, child]) => [...leavesOf(child, path === '' ? name : `${path}.${name}`)]),
  )
}

/** JSON data. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

export type JsonObject = { readonly [name: string]: JsonValue }

/** How many levels of arrays and objects a value may have. */
const DEPTH = 500

/** Whether a value is JSON data that text gives back unchanged. */
export function isJson(value: unknown, depth = 0): value is JsonValue {
  if (typeof value === 'number') return Number.isFinite(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (depth === DEPTH) return false
  if (Array.isArray(value)) return value.every((child) => isJson(child, depth + 1))
  return isPlainObject(value) && Object.values(value).every((child) => isJson(child, depth + 1))
}

/** Whether a value is an object of JSON data that text gives back unchanged. */
export function isJsonObject(value: unknown): value is JsonObject {
  return isPlainObject(value) && isJson(value)
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

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

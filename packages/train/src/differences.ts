import type { JsonValue } from '@thinned/nn'

/** Where two JSON values differ, one sentence part each: the path, what was written and what is. */
export function differences(path: string, written: JsonValue | undefined, current: JsonValue | undefined): string[] {
  if (isRecord(written) && isRecord(current)) {
    const names = new Set([...Object.keys(written), ...Object.keys(current)])
    return [...names].flatMap((name) => differences(path ? `${path}.${name}` : name, written[name], current[name]))
  }
  const [was, is] = [written, current].map((value) => (value === undefined ? 'absent' : JSON.stringify(value)))
  return was === is ? [] : [`${path} was ${was} and is ${is}`]
}

function isRecord(value: JsonValue | undefined): value is { readonly [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

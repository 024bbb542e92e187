/**
 * A record as columns: what lies within it by the names that lead to it, such as `keep/dropout1`. Numbers, text and lists are values; what is
 * absent is no column.
 */
export function columnsOf(record: object, prefix = ''): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(record).flatMap(([name, value]) => {
    if (value === undefined) return []
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
    return nested ? columnsOf(value, `${prefix}${name}/`) : [[`${prefix}${name}`, value] as const]
  })
}

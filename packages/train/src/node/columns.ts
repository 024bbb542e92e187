/** The columns of a record. Records within it are flattened to paths, such as `keep/dropout1`; numbers, text and lists are values. */
export function columnsOf(record: object, prefix = ''): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(record).flatMap(([name, value]) => {
    if (value === undefined) return []
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value)
    return nested ? columnsOf(value, `${prefix}${name}/`) : [[`${prefix}${name}`, value] as const]
  })
}

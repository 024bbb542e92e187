/** The milliseconds that a program prints: the first number before "ms" on its last line that has one. */
export function printedTime(text: string): number {
  const found = text.split('\n').flatMap((line) => /(\d+(?:\.\d+)?)\s*ms\b/.exec(line)?.[1] ?? [])
  if (found.length === 0) throw new Error('it printed no time, such as 6.06 ms')
  return Number(found.at(-1))
}

/** How many colors the palette has, and so how many networks a page shows side by side. */
export const COLORS = 4

/** The color of each name: that of the run of the name, or the next that no run has, or no other name. */
export function colorsOf(names: readonly string[], runNames: readonly string[]): readonly number[] {
  const known = runNames.filter((name) => name !== '')
  const taken = names.flatMap((name) => (known.includes(name) ? [known.indexOf(name)] : []))
  const others = Array.from({ length: COLORS }, (_, i) => (known.length + i) % COLORS)
  const free = others.filter((color) => !taken.includes(color))
  return names.map((name) => (known.includes(name) ? known.indexOf(name) : (free.shift() ?? 0)))
}

/** The color of each name: that of the run of the name, or the next that no run has. */
export function colorsOf(names: readonly string[], runNames: readonly string[]): readonly number[] {
  const known = runNames.filter((name) => name !== '')
  let next = known.length
  return names.map((name) => (known.includes(name) ? known.indexOf(name) : next++))
}

/**
 * A page in which the text between `<!-- bench: name -->` and `<!-- end -->` is replaced by the part of that name.
 *
 * @throws where the page has a mark without its end, or of no part, and where it has none.
 */
export function fillMarks(page: string, parts: Readonly<Record<string, string>>): string {
  let found = 0
  const filled = page.replace(/<!-- bench: (\w+) -->(?:(?!<!-- bench:).)*?<!-- end -->/gs, (_, name: string) => {
    found++
    const part = parts[name]
    if (part === undefined) throw new Error(`It has the mark ${name}; there are ${Object.keys(parts).join(', ')}.`)
    return `<!-- bench: ${name} -->\n\n${part}\n\n<!-- end -->`
  })
  if (found === 0 || found < page.split('<!-- bench:').length - 1)
    throw new Error('It has no pair of <!-- bench: name --> and <!-- end -->, or one that is not whole.')
  return filled
}

/**
 * Whether a path has the form of a pattern: `*` is any part of a name, `**` any part of a path. In time that grows with the lengths of both, whatever
 * the pattern: all places of the pattern that the path may have reached move on together, character by character.
 */
export function matchPath(pattern: string, path: string): boolean {
  const pieces = pattern.match(/\*\*|\*|[^*]/gsu) ?? []
  const isWild = (place: number): boolean => pieces[place] === '*' || pieces[place] === '**'
  /** With the places behind wild pieces, which may be empty. */
  const reach = (places: Set<number>): Set<number> => {
    for (const place of places) if (isWild(place)) places.add(place + 1) // A set hands on what is added to it.
    return places
  }
  let reached = reach(new Set([0]))
  for (const character of path) {
    const next = new Set<number>()
    for (const place of reached)
      if (pieces[place] === '**' || (pieces[place] === '*' && character !== '/')) next.add(place)
      else if (!isWild(place) && pieces[place] === character) next.add(place + 1)
    reached = reach(next)
  }
  return reached.has(pieces.length)
}

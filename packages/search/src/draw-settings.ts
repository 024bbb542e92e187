import { foldIn, type Key, uniform } from '@thinned/rng'
import type { Space } from './dimension.ts'
import type { JsonObject } from './json.ts'

/** The settings of a trial: each a draw of its own key, search → 'settings' → index → name, so that no setting depends on another. */
export function drawSettings(space: Space, key: Key, index: number): JsonObject {
  const place = foldIn(foldIn(key, 'settings'), index)
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension]) => [name, dimension.at(uniform(foldIn(place, name), 1)[0]!)]),
  )
}

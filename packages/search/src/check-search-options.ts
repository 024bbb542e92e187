import { isKey } from '@thinned/rng'
import { checkCount } from './checks.ts'
import type { Space } from './dimension.ts'
import { SearchError } from './search-error.ts'
import type { SearchOptions } from './search-options.ts'

/** Refuses settings that cannot be searched with, before anything is done. */
export function checkSearchOptions({ trial, space, strategy, key, mode, workers }: SearchOptions<Space>): void {
  if (!(trial instanceof URL))
    throw new SearchError(
      `search was given the trial ${String(trial)}; it takes the URL of a module, such as new URL('./trial.ts', import.meta.url).`,
    )
  if (Object.keys(space ?? {}).length === 0)
    throw new SearchError('search was given no settings; give it a space, such as { keep: uniform(0.3, 1) }.')
  // Arrays have an at of their own.
  for (const [name, dimension] of Object.entries(space))
    if (Array.isArray(dimension) || typeof dimension?.at !== 'function')
      throw new SearchError(
        `search was given ${JSON.stringify(dimension)} as ${name}; a setting is uniform, logUniform, integer or choice. ${Array.isArray(dimension) ? `One of these is choice(${JSON.stringify(dimension)})` : `A fixed one is choice([${JSON.stringify(dimension)}])`}.`,
      )
  if (typeof strategy?.round !== 'function')
    throw new SearchError('search was given no strategy; add, for example, strategy: random({ trials: 20 }).')
  if (!isKey(key)) throw new SearchError('search was given no key; add, for example, key: key(42).')
  if (mode !== undefined && mode !== 'min' && mode !== 'max')
    throw new SearchError(`search was given mode ${JSON.stringify(mode)}; it is 'min' or 'max'.`)
  if (workers !== undefined) checkCount('search', 'workers', workers)
}

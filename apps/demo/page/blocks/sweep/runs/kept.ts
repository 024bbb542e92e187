import type { Measured } from './jobs.ts'

const NAME = 'thinned sweep'

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The results that this tab measured before a reload, with the same build of the worker; none where the browser keeps nothing. */
export function keptResults(build: string, store: () => Store = () => sessionStorage): Map<string, Measured> {
  try {
    const kept = JSON.parse(store().getItem(NAME) ?? 'null') as unknown
    const { build: of, results } = Object(kept) as { readonly build?: unknown; readonly results?: unknown }
    return of === build && Array.isArray(results) && results.every(isResult) ? new Map(results) : new Map()
  } catch {
    return new Map()
  }
}

/** Keeps them for the next load of the page in this tab. */
export function keepResults(
  build: string,
  results: ReadonlyMap<string, Measured>,
  store: () => Store = () => sessionStorage,
): void {
  try {
    if (results.size === 0) store().removeItem(NAME)
    else store().setItem(NAME, JSON.stringify({ build, results: [...results] }))
  } catch {
    // A browser that keeps nothing, or has no room: the runs are made again.
  }
}

function isResult(given: unknown): given is [string, Measured] {
  if (!Array.isArray(given) || typeof given[0] !== 'string') return false
  const { trainLoss, trainError, testLoss, testError } = Object(given[1]) as Partial<Measured>
  return [trainLoss, trainError, testLoss, testError].every((value) => Number.isFinite(value))
}

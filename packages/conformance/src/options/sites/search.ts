import * as search from '@thinned/search'
import type { Inside, Sites } from '../sites.ts'

export const sites: Sites = {
  search: (options) => search.search(options),
  'search callback': (options) =>
    search.search({
      trial: new URL('data:text/javascript,'),
      space: { x: search.uniform(0, 1) },
      strategy: search.grid(),
      key: [0, 1] as never,
      callbacks: [options],
    }),
  grid: (options) => search.grid(options),
  random: (options) => search.random(options),
  successiveHalving: (options) => search.successiveHalving(options),
  'successiveHalving.budget': (options) => search.successiveHalving({ trials: 3, budget: options }),
  formatTrials: (options) => search.formatTrials([], options),
}

export const inside: Inside = {
  'search callback': 'SearchEvents',
  'successiveHalving.budget': ['first', 'last'],
}

import { integers, key } from '@thinned/rng'
import type { Inside, Sites } from '../sites.ts'

export const sites: Sites = {
  'integers.range': (options) => integers(key(1), 3, options),
}

export const inside: Inside = { 'integers.range': ['low', 'high'] }

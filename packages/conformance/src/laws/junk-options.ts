import { keepScheduleFactories, variantFactories } from '@thinned/dropout'
import { layerFactories, toConfig } from '@thinned/nn'
import { takenJunk } from '@thinned/nn/test/junk-options'
import { expect } from 'vitest'
import type { Law } from './law.ts'

/** A config from a file may hold anything: what an option does not take is refused, and never ignored. */
export const junkOptions: Law = {
  name: 'junk in the place of its options in a config is refused',
  check({ inside, make, settings }) {
    const tables = { layers: { ...layerFactories, ...variantFactories, ...inside }, schedules: keepScheduleFactories }
    const kinds = new Set(Object.keys({ ...layerFactories, ...variantFactories }))
    for (const options of settings)
      expect(takenJunk(JSON.parse(JSON.stringify(toConfig(make(options)))), tables, kinds)).toEqual([])
  },
}

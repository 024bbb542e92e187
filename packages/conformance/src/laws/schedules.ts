import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { hasKeep, type Law, layerOf, onesFor } from './law.ts'

/** keep may be a function of the step: a change needs no new layer, and the layer reports the keep that it used. */
export const schedules: Law = {
  name: 'keep follows a schedule, and is reported',
  applies: hasKeep,
  check(facts) {
    const { input } = facts
    const scheduled = layerOf(facts, { keep: ({ step, steps }: { step: number; steps: number }) => 1 - step / steps })
    for (const step of [0, 2, 4]) {
      const reports: unknown[] = []
      const passOptions = { mode: 'train', key: key(1), step, steps: 8 } as const
      const pass = createPass({ ...passOptions, onReport: (...report) => reports.push(report) })
      const actual = scheduled.forward(onesFor(facts, input), pass.at('d')).readSync()
      const fixed = layerOf(facts, { keep: 1 - step / 8 })
        .forward(onesFor(facts, input), createPass(passOptions).at('d'))
        .readSync()
      expect(actual).toEqual(fixed)
      expect(reports).toEqual([['d', 'keep', 1 - step / 8]])
    }
    const wrong = layerOf(facts, { keep: () => 2 })
    expect(() => wrong.forward(onesFor(facts, input), createPass({ mode: 'train', key: key(1) }))).toThrow(
      'was given keep 2',
    )
  },
}

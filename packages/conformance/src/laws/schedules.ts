import { createPass } from '@thinned/nn'
import { key } from '@thinned/rng'
import { expect } from 'vitest'
import { hasKeep, type Law, made, onesFor } from './law.ts'

/** keep may be a function of the step: a change needs no new layer, and what was really used is reported. */
export const schedules: Law = {
  name: 'keep follows a schedule, and is reported',
  applies: hasKeep,
  check(facts) {
    const { input } = facts
    const scheduled = made(facts, { keep: ({ step, steps }: { step: number; steps: number }) => 1 - step / steps })
    for (const step of [0, 2, 4]) {
      const reports: unknown[] = []
      const place = { mode: 'train', key: key(1), step, steps: 8 } as const
      const pass = createPass({ ...place, onReport: (...report) => reports.push(report) })
      const found = scheduled.forward(onesFor(facts, input), pass.at('d')).readSync()
      const fixed = made(facts, { keep: 1 - step / 8 })
        .forward(onesFor(facts, input), createPass(place).at('d'))
        .readSync()
      expect(found).toEqual(fixed)
      expect(reports).toEqual([['d', 'keep', 1 - step / 8]])
    }
    const wrong = made(facts, { keep: () => 2 })
    expect(() => wrong.forward(onesFor(facts, input), createPass({ mode: 'train', key: key(1) }))).toThrow(
      'was given keep 2',
    )
  },
}

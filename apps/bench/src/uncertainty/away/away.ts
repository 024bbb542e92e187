import type { Study } from '../study.ts'
import { awaySvg } from './away-svg.ts'
import { type AwayFindings, runSeed } from './run-seed.ts'
import { sections } from './sections.ts'
import { type AwaySettings, settingsFor } from './settings.ts'

/** A curve with noise, learned from two ranges: what is said between and beyond them. */
export const away: Study = {
  settings: settingsFor,
  runSeed,
  sections,
  describe({ settings }: AwayFindings) {
    const { points, noise, hidden, keep, epochs, samples, members } = settings as AwaySettings
    return [
      `y = sin 2x + x / 3 with noise of ${noise}, ${points.train} points with 1 ≤ |x| ≤ 3, tests of ${points.test} points for each region to |x| = 6;`,
      `network 1-${hidden.join('-')}-1, keep ${keep} in the hidden layers, ${epochs} epochs; ${samples} samples, ${members} members`,
    ].join('\n')
  },
  plots: (findings: AwayFindings) => ({ curve: awaySvg(findings) }),
}

import type { Study } from '../study.ts'
import { type NumberFindings, runSeed } from './run-seed.ts'
import { sections } from './sections.ts'
import { type NumberSettings, settingsFor } from './settings.ts'

/** Regressions by the protocol of the UCI tables: the greenhouse, and friedman1, whose noise is known. */
export const numbers: Study = {
  settings: settingsFor,
  runSeed,
  sections,
  describe({ settings, seeds }: NumberFindings) {
    const { rows, parts, hidden, epochs, samples, members } = settings as NumberSettings
    const share = (part: number): string => `${Math.round(100 * part)} %`
    const drops = seeds.map(({ drop }) => drop).join(', ')
    return [
      `${rows.toLocaleString('en-US')} rows: ${share(parts.train)} for training, ${share(parts.validation)} for validation, ${share(parts.test)} for the test;`,
      `one hidden layer of ${hidden} units, ${epochs} epochs; drop ${drops}, chosen on validation;`,
      `${samples} samples, ${members} members`,
    ].join('\n')
  },
  plots: () => ({}),
}

import type { Study } from '../study.ts'
import { rotationSvg } from './rotation-svg.ts'
import { type ImageFindings, runSeed } from './run-seed.ts'
import { sections } from './sections.ts'
import { type ImageSettings, settingsFor } from './settings.ts'

/** Classes of images: the embedded digits, or MNIST. */
export const images: Study = {
  settings: settingsFor,
  runSeed,
  sections,
  describe({ settings }: ImageFindings) {
    const { images: size, hidden, keep, epochs } = settings as ImageSettings
    const count = (value: number): string => value.toLocaleString('en-US')
    return [
      `${count(size.train)} training images, ${count(size.validation)} for validation, ${count(size.test)} for the test;`,
      `network 784-${hidden.join('-')}-10, keep ${keep.join(', ')}, ${epochs} epochs`,
    ].join('\n')
  },
  plots: (findings: ImageFindings) => ({ rotation: rotationSvg(findings) }),
}

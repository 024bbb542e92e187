import type { CompatFindings } from '../compat.ts'
import { compatRows } from './compat-rows.ts'

/** Everything that was seen, for a terminal. */
export function compatText({ cases, ...rest }: CompatFindings): string {
  const blocks = cases.map((found) => {
    const rows = compatRows(found)
    const longest = Math.max(...rows.map(({ library }) => library.length))
    return [
      `${found.title} (${found.name})`,
      `  ${'asked'.padEnd(longest)}  ${found.asked}`,
      `  ${'right is'.padEnd(longest)}  ${found.right}`,
      ...rows.map(({ library, printed, verdict }) => `  ${library.padEnd(longest)}  ${printed} (${verdict})`),
      ...(found.reported ? [`  ${'reported'.padEnd(longest)}  ${found.reported}`] : []),
    ].join('\n')
  })
  return `${[...blocks, whereOf(rest)].join('\n\n')}\n`
}

/** When and where it was seen. */
export function whereOf({ date, node, machine }: Omit<CompatFindings, 'cases'>): string {
  return `Seen on ${date}, Node ${node}, ${machine.platform}.`
}

/** What was reported or read of other libraries, and why no program here asks for it. */
export const notRun: readonly string[] = [
  'TensorFlow.js: its transformer decoder and cached attention call dropout without `training`, so they never drop. The package does not export these layers.',
  'keras-cv: `DropBlock2D` compares rows with the width, and gives NaN where a block is as large as the map. A Python library.',
  'baal: `patch_module` knows two kinds of dropout, and `weight_drop` makes layers with new weights. A Python library.',
  'EfficientNet: `drop_connect` there is what the papers call stochastic depth (tensorflow/tensorflow#45916). A matter of names; nothing to run.',
]

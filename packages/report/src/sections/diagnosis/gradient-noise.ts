import type { Estimate, GradientVariance } from '@thinned/diagnosis'
import type { Block } from '../../page/block.ts'
import { NONE, showNumber } from '../../page/numbers.ts'
import type { Diagnosed } from './networks.ts'

/** More parameters nobody reads. */
const MOST_PARAMETERS = 24

/** How much of the noise of gradients comes from masks, and how much from batches. */
export function gradientNoise(networks: readonly Diagnosed[]): Block[] {
  const tables = networks.flatMap(({ name, diagnosis: { gradientNoise: noise } }): Block[] => {
    if (!noise) return []
    const { parameters, batches, draws, batchSize } = noise
    const rows = parameters.slice(0, MOST_PARAMETERS).map((each) => rowOf(each.path, each))
    const more =
      parameters.length > MOST_PARAMETERS ? ` The first ${MOST_PARAMETERS} of ${parameters.length} parameters.` : ''
    return [
      {
        kind: 'table',
        heads: [name || 'gradient of', 'squared mean', 'from batches', 'from masks', 'masks / batches'],
        rows: [rowOf('all parameters', noise), ...(parameters.length > 1 ? rows : [])],
      },
      {
        kind: 'text',
        soft: true,
        text: `${batches} batches of ${batchSize} examples, ${draws} masks on each; ± is a standard error.${more}`,
      },
    ]
  })
  if (tables.length === 0) return []
  return [
    { kind: 'heading', text: 'Noise of the gradient' },
    ...tables,
    {
      kind: 'text',
      soft: true,
      text: 'The gradient of a training step varies with the choice of the batch, and with the masks of dropout on one batch: these are the two parts of its variance. Both fall as 1 / batch size where each example has masks of its own. Where the squared mean is much smaller, a single step says little of the direction. The estimates but for the quotient have no bias, so that a small one may come out below 0.',
    },
  ]
}

const rowOf = (name: string, { squaredNorm, fromBatches, fromMasks, ratio }: GradientVariance): readonly string[] => [
  name,
  ...[squaredNorm, fromBatches, fromMasks, ratio].map(show),
]

const show = (estimate: Estimate | null): string =>
  estimate ? `${rounded(estimate.value)} ± ${rounded(estimate.standardError)}` : NONE

/** Three digits are more than estimates have. */
const rounded = (value: number): string => showNumber(Number(value.toPrecision(3)))

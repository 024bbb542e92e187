import type { Block } from '../../page/block.ts'
import { NONE, showNumber } from '../../page/numbers.ts'
import type { Diagnosed } from './networks.ts'

/** The keep of each layer that drops something, and what its masks kept. */
export function keepUse(networks: readonly Diagnosed[]): Block[] {
  const rows = networks.flatMap(({ name, diagnosis }) =>
    (diagnosis.keep ?? [])
      .filter(({ keep }) => keep < 1)
      .map(({ path, kind, keep, kept, standardError }) => [
        name ? `${name}, ${path}` : path,
        kind,
        showNumber(keep),
        kept === null || standardError === null ? NONE : `${kept.toFixed(4)} ± ${standardError.toFixed(4)}`,
      ]),
  )
  if (rows.length === 0) return []
  return [
    { kind: 'heading', text: 'Keep, as it was used' },
    { kind: 'table', heads: ['layer', 'kind', 'keep', 'kept by the masks'], rows },
    {
      kind: 'text',
      soft: true,
      text: 'What the masks kept in one pass over the examples, and the standard deviation that chance gives it. A layer without masks, such as one of Gaussian noise, shows none.',
    },
  ]
}

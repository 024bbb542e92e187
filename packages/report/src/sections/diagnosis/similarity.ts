import type { Block } from '../../page/block.ts'
import { showScore } from '../format.ts'
import type { Diagnosed } from './networks.ts'

/** How alike the layers are, by linear CKA. */
export function similarity(networks: readonly Diagnosed[]): Block[] {
  const several = networks.filter(({ diagnosis }) => diagnosis.layers.length > 1)
  if (several.length === 0) return []
  return [
    { kind: 'heading', text: 'How alike the layers are' },
    ...several.map(({ name, diagnosis: { layers, cka } }): Block => {
      const paths = layers.map(({ path }) => path)
      return {
        kind: 'table',
        heads: [name ? `CKA, ${name}` : 'CKA', ...paths],
        rows: cka.map((row, i) => [paths[i]!, ...row.map(showScore)]),
      }
    }),
    {
      kind: 'text',
      soft: true,
      text: 'Linear CKA, unbiased: 1 where two layers say the same of the examples up to rotation and scale, near 0 where they have nothing in common. Two neighbors near 1 suggest that one of them adds little; it does not say that it can be left out.',
    },
  ]
}

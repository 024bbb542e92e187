import type { Block } from '../kit/block.ts'

/** The order of the blocks on the page: what dropout does, what it is good for, when it is not, and what computes it. */
const ORDER = ['twins', 'step', 'why', 'crowd', 'digit', 'sweep', 'family', 'features', 'backends']

const found = import.meta.glob<{ block: Block }>('./*/block.tsx', { eager: true })

/** Every folder with a `block.tsx`, in the order above; a folder that it does not name comes last. */
export const blocks: readonly Block[] = Object.values(found)
  .map(({ block }) => block)
  .sort((a, b) => rank(a) - rank(b))

function rank({ id }: Block): number {
  const place = ORDER.indexOf(id)
  return place === -1 ? ORDER.length : place
}

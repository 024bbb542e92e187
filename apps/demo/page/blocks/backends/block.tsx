import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'backends',
  title: 'The same bits on every backend',
  short: 'Backends',
  text: (
    <>
      A backend is what computes: plain TypeScript, or WebAssembly with vectors of four numbers, on one thread or
      several. The figure trains the same network from the same key on each backend of this browser, and takes a
      fingerprint of the last masks and of the trained weights. A mask follows from its key and its position alone, and
      every backend adds in the same order, so the fingerprints are equal while the times differ.
    </>
  ),
  tryThis: <>Change the seed: both fingerprints change, and still agree on every backend.</>,
  example: { code, prints },
  waiting: 'The time of a training step on each backend of this browser, and fingerprints of masks and weights.',
}

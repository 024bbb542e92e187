import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'step',
  title: 'One step of dropout, cell by cell',
  short: 'One step',
  text: (
    <>
      In each training step dropout draws a mask: a unit with a 0 is dropped, so its output is 0, and a unit with a 1 is
      kept, with its activation divided by <i>keep</i>. The gradient comes back through the same mask, so in that step
      the weights of a dropped unit learn nothing from that example. A mask follows from the seed, the number of the
      step and the place of the cell, so the same step always gives the same mask; evaluation draws none and runs the
      full network.
    </>
  ),
  tryThis: (
    <>
      Click a cell of the mask: its output and its gradient become 0, or come back. Then drag the step to and fro: each
      step draws the mask that it drew before.
    </>
  ),
  example: { code, prints },
  waiting: 'The activations, the mask and the output of a layer for four examples, and the gradient on its way back.',
}

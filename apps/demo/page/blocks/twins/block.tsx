import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'twins',
  title: 'Two networks, one difference',
  short: 'Twins',
  text: (
    <>
      Both networks see the same few noisy examples, start from the same weights, and take the same batches; the right
      one has dropout, which switches off random hidden units in every step. The left one learns the noise: its training
      loss falls on while its loss on new examples rises, and its border bends around single points. Dropout trains a
      different thinned network in each step, so no unit can rely on another, and the gap between training and test is
      smaller.
    </>
  ),
  tryThis: <>Set both keeps to 1: now nothing is dropped, and the two networks are the same to the last bit.</>,
  example: { code, prints },
  waiting: 'Two decision maps side by side, and the losses of both networks while they train.',
}

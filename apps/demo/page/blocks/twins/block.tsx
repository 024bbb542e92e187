import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'twins',
  title: 'Two networks, one difference',
  short: 'Twins',
  text: (
    <>
      Both networks learn the same noisy examples, from the same first weights and in the same batches; in the right one
      dropout switches off random hidden units, others for each example and each step. Trained for long, the left one
      fits the noise: its training loss falls on while its loss on new examples rises. With dropout no unit can count on
      another to be there, the loss on new examples rises later and less, and the gap between test and training error is
      mostly smaller, which ten seeds show better than one run.
    </>
  ),
  tryThis: <>Set both keeps to 1: nothing is dropped, and the two networks are the same to the last bit.</>,
  example: { code, prints },
  waiting:
    'Two decision maps side by side, the hidden units of both networks with those that are dropped, and their losses while they train.',
}

import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'family',
  title: 'The family',
  short: 'The family',
  text: (
    <>
      Dropout has many relatives, which differ in what goes together: single units, channels, blocks of an image, words,
      weights, or whole layers. Each card shows what one of them does to the same kind of batch in one step of training,
      computed by the library. Open a card for its formula and its paper, and to see whether the mean and the variance
      that it declares are those of many draws.
    </>
  ),
  tryThis: (
    <>
      Move keep and compare <code>dropout</code> with <code>dropBlock</code>: single pixels tell little of a picture,
      since their neighbors say the same, but a block hides what stands there.
    </>
  ),
  example: { code, prints },
  waiting: 'A card for each variant of dropout, with its mask in one step of training.',
}

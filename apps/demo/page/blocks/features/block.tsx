import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'features',
  title: 'What the units learn, and who does the work',
  short: 'Features',
  text: (
    <>
      A hidden unit sees the image through weights of its own, its feature; two networks learn from the same drawn
      digits and start from the same weights, one without dropout and one with it. With dropout fewer units are active
      for an image, and less strongly, and the network loses less when units are removed, which is what its training did
      to it in every step. That does not prove that dropout ended co-adaptation, the reliance of units on each other:
      two units are only a little less correlated, and whether they share the work more evenly depends on what they
      learn.
    </>
  ),
  tryThis: <>Drag “Units removed” to 64, half of them: the network without dropout loses its digits first.</>,
  example: { code, prints },
  waiting:
    'The weights into each hidden unit as small images, without and with dropout, and what each unit contributes.',
}

import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'digit',
  title: 'Draw a digit, and ask a hundred thinned networks',
  short: 'Draw a digit',
  text: (
    <>
      A small network learns digits in your browser now; after that, dropout can stay on, and a hundred thinned networks
      answer in place of one. Where they agree, the answer is mostly right; their spread says how unsure the network is,
      in total (entropy) and in what they disagree about (mutual information). From digits that it did not learn from,
      the network is given a set that holds the true class as often as you ask for, and a threshold above which it says
      that it does not know.
    </>
  ),
  tryThis: (
    <>
      Draw a 7, then turn it with the slider: the dots spread, the entropy rises, and at some angle the network takes it
      for another digit, or rejects it.
    </>
  ),
  example: { code, prints },
  waiting:
    'A pad to draw on, what the full network and each of a hundred thinned networks say, and how sure they are while the drawing turns.',
}

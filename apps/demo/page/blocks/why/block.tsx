import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'why',
  title: 'Why divide by keep',
  short: 'Why divide',
  text: (
    <>
      The next layer adds up what dropout leaves, so without a correction training sees a smaller sum than prediction:
      at keep 0.5 half of it, on average. Libraries divide by <i>keep</i> in training; the paper of 2014 multiplied by{' '}
      <i>keep</i> at prediction; code that multiplies by the drop probability 1 − <i>keep</i> instead is wrong, and at
      keep 0.5 nobody notices. The correction mends the mean alone: the sum still spreads around it from mask to mask,
      which is the noise of dropout, and behind a nonlinearity even the mean is only nearly right.
    </>
  ),
  tryThis: (
    <>
      Move <i>keep</i> away from 0.5 and back: in two of the pictures training and prediction stay together, in the
      third they meet at 0.5 alone. Then look at tanh of the sum.
    </>
  ),
  example: { code, prints },
  waiting:
    'The mean and the spread of what the next unit adds up, over keep, in training and at prediction, by three rules.',
}

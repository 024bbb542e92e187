import type { Block } from '../../kit/block.ts'
import code from './example.ts?raw'
import prints from './example.txt?raw'

export const block: Block = {
  id: 'sweep',
  title: 'How much dropout, and when none',
  short: 'How much',
  text: (
    <>
      How many units should stay depends on the data and on the network: here networks train at every tenth of keep, the
      probability that a unit stays, and each point is the mean error on new examples over several seeds, with its 95 %
      interval. Dropout can lower that error where a network memorizes its examples; where it does not overfit, or has
      not trained long enough, dropout does nothing or hurts. Runs of one seed have the same examples, first weights and
      batches at every keep, so their differences tell more than the errors do; where the interval of a difference holds
      0, the runs do not tell.
    </>
  ),
  tryThis: (
    <>
      Mark the keep that you think is best, start the sweep, and see how far off you were. Then choose a case in which
      dropout hurts.
    </>
  ),
  example: { code, prints },
  waiting:
    'The error on new examples over keep, a line for each number of training examples, and the differences to no dropout.',
}

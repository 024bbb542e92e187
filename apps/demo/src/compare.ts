import type { Dataset } from '@thinned/data'
import { discordantPairs } from '@thinned/metrics'
import type { Evidence } from './advice.ts'
import type { Arm } from './outcome.ts'
import type { Compared } from './report/rows.ts'

/** What the advice is drawn from: the errors, and the test images that only one of the two networks gets right. */
export function evidence(plain: Arm, dropout: Arm, test: Dataset): Evidence {
  return { plain, dropout, pairs: discordantPairs(plain.predicted, dropout.predicted, test.targets.data) }
}

/** Both outcomes, and how many epochs each took to the training loss that the slower of them ended at. */
export function compare(plain: Arm, dropout: Arm): Compared {
  const loss = Math.max(plain.loss, dropout.loss)
  const epochs = ({ history }: Arm): number | undefined => {
    const first = history.findIndex((record) => record.loss <= loss)
    return first < 0 ? undefined : first + 1
  }
  return { plain, dropout, toReach: { loss, plain: epochs(plain), dropout: epochs(dropout) } }
}

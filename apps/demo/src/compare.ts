import type { Dataset } from '@thinned/data'
import type { Evidence } from './advice.ts'
import type { Arm } from './outcome.ts'
import type { Compared } from './report/rows.ts'

/** Which test images only one of the two networks gets wrong. */
export function evidence(plain: Arm, dropout: Arm, test: Dataset): Evidence {
  let onlyPlainWrong = 0
  let onlyDropoutWrong = 0
  test.targets.data.forEach((label, i) => {
    const [plainRight, dropoutRight] = [plain.predicted[i] === label, dropout.predicted[i] === label]
    if (!plainRight && dropoutRight) onlyPlainWrong++
    if (plainRight && !dropoutRight) onlyDropoutWrong++
  })
  return { plain, dropout, onlyPlainWrong, onlyDropoutWrong }
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

import { isNdArray, type NdArray } from '@thinned/data'
import { argmax, noGrad, sameShape, Tensor } from '@thinned/tensor'
import { isCounted, type LabelCounting } from '../batches/batch-weight.ts'
import type { Examples, Tensors } from '../batches/tensors.ts'
import { isOneLogit, withLabels } from './two-classes.ts'

/** Counts the wrong classes over the batches of a data set. */
export interface ErrorCounter {
  /** Adds a batch. */
  add(outputs: Tensors, examples: Examples): Promise<void>
  /** The shares of wrong and right classes; NaN where nothing was counted, and where the loss is NaN: NaN scores predict no class. */
  rates(loss: number): { readonly error: number; readonly accuracy: number }
}

export function countErrors(counting: LabelCounting): ErrorCounter {
  let wrong = 0
  let counted = 0
  return {
    async add(outputs, examples) {
      if (isOneLogit(outputs, examples, counting)) {
        const labels = withLabels(examples)?.targets.data as Int32Array | undefined
        const logits = await outputs.read()
        // Targets between 0 and 1 are no classes.
        counted += labels ? labels.length : Number.NaN
        wrong += labels?.reduce((sum, label, i) => sum + (logits[i]! > 0 === (label === 1) ? 0 : 1), 0) ?? 0
        return
      }
      if (!scoresEachClass(outputs, examples)) return
      const classes = noGrad(() => argmax(outputs, -1))
      const predicted = await classes.read()
      classes.dispose()
      for (const [i, label] of (examples.targets as NdArray).data.entries()) {
        if (!isCounted(label, counting)) continue
        counted++
        if (predicted[i] !== label) wrong++
      }
    },
    rates(loss) {
      const count = Number.isNaN(loss) ? Number.NaN : counted
      return { error: wrong / count, accuracy: (count - wrong) / count }
    },
  }
}

/** Whether the outputs are a score for each class, for each of the labels. */
export function scoresEachClass(outputs: Tensors, { targets, classes }: Examples): outputs is Tensor {
  if (classes === undefined || !(outputs instanceof Tensor) || !isNdArray(targets)) return false
  return outputs.rank > 1 && outputs.shape.at(-1)! >= classes && sameShape(outputs.shape.slice(0, -1), targets.shape)
}

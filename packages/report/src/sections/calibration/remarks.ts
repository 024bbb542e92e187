import type { TextBlock } from '../../page/block.ts'
import type { Predicted } from '../../predictions/tested.ts'

/** What is to be said of predictions under a name. */
export type Remark = readonly [name: string, text: string]

/** A remark of how many predictions are left out, where there are some. */
export function remarksOnNaN(all: readonly Predicted<unknown>[], count: number): Remark[] {
  return all.flatMap(({ name, leftOut }): Remark[] => {
    if (leftOut === 0) return []
    return leftOut === count
      ? [[name, 'no prediction is a finite number, so nothing can be measured.']]
      : [
          [
            name,
            `${leftOut} of ${count} predictions ${leftOut === 1 ? 'is not finite (NaN); it is' : 'are not finite (NaN); they are'} left out here.`,
          ],
        ]
  })
}

/** One paragraph for each text, with all names that it is said of. */
export function paragraphsOf(remarks: readonly Remark[]): TextBlock[] {
  const texts = [...new Set(remarks.map(([, text]) => text))]
  return texts.map((text) => {
    const names = remarks.flatMap(([name, other]) => (other === text && name !== '' ? [name] : []))
    return soft(names.length > 0 ? `${names.join(' and ')}: ${text}` : capitalized(text))
  })
}

export const soft = (text: string): TextBlock => ({ kind: 'text', soft: true, text })

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

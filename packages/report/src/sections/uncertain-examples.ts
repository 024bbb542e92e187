import type { Section } from '../page/block.ts'
import type { Reported } from '../reported.ts'
import { answersOfClasses, answersOfValues } from './examples/answers.ts'
import { examplePictures } from './examples/example-pictures.ts'
import { exampleRows } from './examples/example-rows.ts'

/** The test examples of which the last prediction that has an uncertainty is least certain. */
export function uncertainExamples({ test, tested }: Pick<Reported, 'test' | 'tested'>): Section | undefined {
  if (!test || !tested) return undefined
  const { shown } = test
  const answers = tested.task === 'classification' ? answersOfClasses(tested, shown) : answersOfValues(tested, shown)
  if (!answers) return undefined
  return {
    title: 'The least certain test examples',
    blocks: [
      { kind: 'text', text: answers.sentence },
      ...(examplePictures(test, answers) ?? exampleRows(test, answers)),
    ],
  }
}

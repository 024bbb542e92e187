import { UsageError } from '../cli/usage-error.ts'
import { away } from './away/away.ts'
import type { Findings } from './findings.ts'
import { images } from './images/images.ts'
import { numbers } from './numbers/numbers.ts'
import type { Study } from './study.ts'

/** The data of `bench uncertainty`, and who measures it. */
export const studies: Readonly<Record<string, Study>> = {
  digits: images,
  mnist: images,
  greenhouse: numbers,
  friedman1: numbers,
  gap: away,
}

/**
 * Who measures the data of some findings.
 *
 * @throws {UsageError} where they are of other data.
 */
export function studyOf({ settings }: Findings): Study {
  const study = Object.hasOwn(studies, settings.data) ? studies[settings.data] : undefined
  if (study) return study
  throw new UsageError(`the findings are of "${settings.data}"; there are ${Object.keys(studies).join(', ')}.`)
}

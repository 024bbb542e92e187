import { type Arrays, asBatchSource, type DataSource, type Dataset } from '@thinned/data'
import { type Key, permutation } from '@thinned/rng'
import { type Schema, value } from '@thinned/schema'
import { DiagnosisError } from './diagnosis-error.ts'

const isExamples = (given: unknown): boolean => {
  const { inputs, targets, fetch, size } = Object(given)
  return typeof fetch === 'function'
    ? Number.isSafeInteger(size) && size >= 0
    : [inputs, targets].every((each) => Object(each) === each)
}

export const dataSchema: Schema<Dataset | DataSource> = /* @__PURE__ */ value<Dataset | DataSource>(
  'a data set or a source, such as twoMoons({ size: 200, key: key(1) })',
  isExamples,
)

/** At most `most` examples of the data, drawn from the key, in the order of the data. */
export async function someExamples(data: Dataset | DataSource, most: number, key: Key): Promise<Dataset> {
  const source = asBatchSource(data as Dataset<Arrays, Arrays>)
  if (source.size === 0)
    throw new DiagnosisError(`diagnose was given ${source.name} without examples; there is nothing to measure.`, {
      code: 'invalid-data',
    })
  const rows = permutation(key, source.size).slice(0, most).sort()
  const { classes } = source
  return { ...((await source.fetch(rows)) as Dataset), ...(classes === undefined ? {} : { classes }) }
}

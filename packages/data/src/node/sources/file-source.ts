import { DataError } from '../../data-error.ts'
import { isArrayKind } from '../../dataset/array-kind.ts'
import type { DataSource } from '../../dataset/data-source.ts'
import { classesOf, type Values } from '../../dataset/dataset.ts'
import { textFingerprint } from '../../dataset/fingerprint.ts'
import type { RowFile } from './row-file.ts'

/** Examples whose inputs and targets lie in two files: row i of one belongs to row i of the other. */
export function fileSource(name: string, inputs: RowFile, targets: RowFile, classes: number | undefined): DataSource {
  if (inputs.rows !== targets.rows)
    throw new DataError(
      `${inputs.path} has ${inputs.rows} rows, but ${targets.path} has ${targets.rows}; row i of one belongs to row i of the other.`,
    )
  return {
    name,
    size: inputs.rows,
    ...classesOf({ classes }),
    inputShape: inputs.shape,
    targetShape: targets.shape,
    fingerprint: textFingerprint(`${inputs.fingerprint} ${targets.fingerprint} ${classes}`),
    async fetch(rows) {
      const [x, y] = await Promise.all([inputs.read(rows), targets.read(rows)])
      if (classes !== undefined) checkClasses(targets.path, y, rows, classes)
      return { name, inputs: x, targets: y, ...classesOf({ classes }) }
    },
  }
}

function checkClasses(path: string, { data, shape }: Values, rows: ArrayLike<number>, classes: number): void {
  if (!isArrayKind(data, 'Int32Array'))
    throw new DataError(`${path} holds numbers, not classes; save the classes as integers, or leave classes out.`)
  const wrong = data.findIndex((label) => label < 0 || label >= classes)
  if (wrong < 0) return
  const row = rows[Math.floor(wrong / (data.length / shape[0]!))]
  throw new DataError(`${path} is ${data[wrong]} in row ${row}; classes are from 0 to ${classes - 1}.`)
}

import { basename } from 'node:path'
import { type Fields, integer, optional, text, withDefault } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import type { DataSource } from '../../dataset/data-source.ts'
import { parseIdxHeader } from '../../formats/idx.ts'
import { dataOptions } from '../../options.ts'
import { path } from '../path.ts'
import { fileSource } from './file-source.ts'
import { openRows, type RowLayout } from './row-file.ts'

export interface IdxSourceOptions {
  /** An IDX file of bytes [n, height, width], uncompressed. */
  readonly images: string | URL
  /** One of bytes [n]. */
  readonly labels: string | URL
  /** Default 10. */
  readonly classes?: number
  /** Default: the name of the images' file. */
  readonly name?: string
}

const read = dataOptions(
  'idxSource',
  {
    images: path,
    labels: path,
    classes: withDefault(integer({ from: 1 }), 10),
    name: optional(text),
  } satisfies Fields<IdxSourceOptions>,
  { inputs: 'images', targets: 'labels', numClasses: 'classes' },
)

/**
 * Images in IDX files of any size, as MNIST and its kin come in (unpacked): [n, height, width, 1], pixels divided by 255. Only the
 * rows that are asked for are read. The fingerprint is as in `npySource`.
 *
 * @throws {DataError} naming a file that cannot be read, is damaged or compressed, or has another number of rows.
 * @example
 * ```ts
 * import { idxSource } from '@thinned/data/node'
 * import { writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 *
 * const [images, labels] = [`${tmpdir()}/example-images`, `${tmpdir()}/example-labels`]
 * writeFileSync(images, Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 0))
 * writeFileSync(labels, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 3, 9))
 * const { inputs, targets } = await (await idxSource({ images, labels })).fetch([0])
 * console.log(inputs.shape, inputs.data, targets.data) // [ 1, 1, 2, 1 ] Float32Array(2) [ 0, 1 ] Int32Array(1) [ 3 ]
 * ```
 */
export async function idxSource(options: IdxSourceOptions): Promise<DataSource> {
  const { images, labels, classes, name = basename(images) } = read(options)
  const layout =
    (path: string, rank: number, divideBy: number) =>
    (head: Uint8Array): RowLayout => {
      const { shape, start } = parseIdxHeader(head, path)
      if (shape.length !== rank)
        throw new DataError(`${path} is [${shape.join(', ')}]; images are [n, height, width] and labels [n].`)
      return {
        shape: rank === 3 ? [...shape, 1] : shape,
        start,
        elementBytes: 1,
        newArray: (length) => (rank === 3 ? new Float32Array(length) : new Int32Array(length)),
        decode(bytes, out, to) {
          for (let i = 0; i < bytes.length; i++) out[to + i] = bytes[i]! / divideBy
        },
      }
    }
  const [inputs, targets] = await Promise.all([
    openRows(images, layout(images, 3, 255)),
    openRows(labels, layout(labels, 1, 1)),
  ])
  return fileSource(name, inputs, targets, classes)
}

import { basename } from 'node:path'
import { either, type Fields, integer, object, optional, text, value } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import type { DataSource } from '../../dataset/data-source.ts'
import { arrayOf, readElements, widthOf } from '../../formats/elements.ts'
import { parseNpyHeader } from '../../formats/npy/npy-header.ts'
import { dataOptions } from '../../options.ts'
import { path } from '../path.ts'
import { fileSource } from './file-source.ts'
import { openRows, type RowFile, type RowLayout } from './row-file.ts'

/** A file, or a file and a divisor. Numbers divided by it (bytes by 255) become float32. */
export type NpyFile = string | URL | { readonly path: string | URL; readonly divideBy: number }

export interface NpySourceOptions {
  /** [n, …]. */
  readonly inputs: NpyFile
  /** [n, …], with the same n. */
  readonly targets: NpyFile
  /** How many, if the targets are classes. */
  readonly classes?: number
  /** Default: the name of the inputs' file. */
  readonly name?: string
}

const divisor = value<number>('a finite number that is not 0', (given) => Number.isFinite(given) && given !== 0)

type NpyPath = string | { readonly path: string; readonly divideBy: number }

const file = either<NpyPath>(path, object({ path, divideBy: divisor }))

const read = dataOptions(
  'npySource',
  {
    inputs: file,
    targets: file,
    classes: optional(integer({ from: 1 })),
    name: optional(text),
  } satisfies Fields<NpySourceOptions>,
  { images: 'inputs', labels: 'targets', x: 'inputs', y: 'targets', numClasses: 'classes' },
)

/**
 * Examples in npy files of any size. Each fetch reads only the requested rows: memory does not grow with the files. Floats become
 * float32; integers and booleans int32, or float32 where they are divided. Row-major files are read. The fingerprint is that of the files' lengths and
 * of up to 256 blocks of 64 KiB in each.
 *
 * @throws {DataError} naming a file that cannot be read, is damaged, column-major, or has another number of rows.
 * @example
 * ```ts
 * import { encodeNpy } from '@thinned/data'
 * import { npySource } from '@thinned/data/node'
 * import { writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 *
 * const [inputs, targets] = [`${tmpdir()}/example-x.npy`, `${tmpdir()}/example-y.npy`]
 * writeFileSync(inputs, encodeNpy({ data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] }))
 * writeFileSync(targets, encodeNpy({ data: Int32Array.of(7, 8), shape: [2] }))
 * const source = await npySource({ inputs, targets, classes: 10 })
 * console.log((await source.fetch([1])).inputs) // { data: Float32Array(2) [ 3, 4 ], shape: [ 1, 2 ] }
 * ```
 */
export async function npySource(options: NpySourceOptions): Promise<DataSource> {
  const given = read(options)
  const [inputs, targets] = await Promise.all([openNpy(given.inputs), openNpy(given.targets)])
  return fileSource(given.name ?? basename(inputs.path), inputs, targets, given.classes)
}

function openNpy(file: NpyPath): Promise<RowFile> {
  const { path, divideBy } = typeof file === 'string' ? { path: file, divideBy: undefined } : file
  return openRows(path, (head): RowLayout => {
    const header = parseNpyHeader(head, path)
    const { type, shape, start } = header
    if (header.fortranOrder && shape.length > 1)
      throw new DataError(
        `${path} is column-major, so that its rows do not lie together; save it with numpy.ascontiguousarray.`,
      )
    const isInteger = !type.startsWith('f')
    return {
      shape,
      start,
      elementBytes: widthOf(type),
      newArray: (length) => (isInteger && divideBy === undefined ? new Int32Array(length) : new Float32Array(length)),
      decode(bytes, out, to, first) {
        const read = new (arrayOf(type))(bytes.length / widthOf(type))
        readElements(header, bytes, read, 0, first, path)
        if (divideBy === undefined) out.set(read, to)
        else for (let i = 0; i < read.length; i++) out[to + i] = read[i]! / divideBy
      },
    }
  })
}

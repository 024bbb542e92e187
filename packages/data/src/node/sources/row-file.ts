import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { formatValue } from '@thinned/schema'
import { DataError } from '../../data-error.ts'
import type { Values } from '../../dataset/dataset.ts'
import { checkListOfRows } from '../../dataset/take.ts'
import { MOST_HEADER_BYTES } from '../../formats/npy/npy-header.ts'

/** How the rows of a file lie in it. */
export interface RowLayout {
  readonly shape: readonly number[]
  /** The byte of the first element. */
  readonly start: number
  readonly elementBytes: number
  newArray(length: number): Values['data']
  /** Elements that lie one after another into `out` from `to`; the first of them is element `first` of the file. */
  decode(bytes: Uint8Array, out: Values['data'], to: number, first: number): void
}

/** The rows of a file. Each read opens the file and closes it. */
export interface RowFile {
  readonly path: string
  readonly rows: number
  /** Of one row. */
  readonly shape: readonly number[]
  /** Of the length and of the contents: of up to 256 blocks of 64 KiB, evenly spread, where there are more. */
  readonly fingerprint: string
  read(rows: ArrayLike<number>): Promise<Values>
}

/** Enough for the header of every file that is read. */
const HEADER_BYTES = MOST_HEADER_BYTES
const BLOCK_BYTES = 65536
const BLOCKS = 256

/** Opens a file of rows; `layoutOf` reads its first MiB. */
export async function openRows(path: string, layoutOf: (head: Uint8Array) => RowLayout): Promise<RowFile> {
  return reading(path, async (file) => {
    const { size } = await file.stat()
    const layout = layoutOf(await readSpan(file, path, 0, Math.min(size, HEADER_BYTES)))
    const [rows, ...shape] = layout.shape
    if (rows === undefined)
      throw new DataError(`${path} holds a single number; axis 0 of a file of examples is the example.`)
    const width = shape.reduce((product, extent) => product * extent, 1)
    const wanted = layout.start + rows * width * layout.elementBytes
    if (size !== wanted)
      throw new DataError(
        `${path} is announced as [${layout.shape.join(', ')}], which takes ${wanted} bytes, but has ${size}; it is damaged or cut off.`,
        { code: 'invalid-file' },
      )
    const fingerprint = await spreadFingerprint(file, path, size)
    return { path, rows, shape, fingerprint, read: (indices) => readRows(path, layout, rows, width, indices) }
  })
}

/** Rows in the order of `indices`. Consecutive rows take one read. */
async function readRows(
  path: string,
  layout: RowLayout,
  rows: number,
  width: number,
  indices: ArrayLike<number>,
): Promise<Values> {
  checkListOfRows(indices)
  for (let i = 0; i < indices.length; i++) {
    if (!Number.isInteger(indices[i]) || indices[i]! < 0 || indices[i]! >= rows)
      throw new DataError(
        `Index ${i} is ${formatValue(indices[i])}; there are ${rows} examples in ${path}, numbered from 0.`,
      )
  }
  const data = layout.newArray(indices.length * width)
  const rowBytes = width * layout.elementBytes
  await reading(path, async (file) => {
    for (let from = 0, to = 1; from < indices.length; from = to++) {
      while (to < indices.length && indices[to] === indices[to - 1]! + 1) to++
      const bytes = await readSpan(file, path, layout.start + indices[from]! * rowBytes, (to - from) * rowBytes)
      layout.decode(bytes, data, from * width, indices[from]! * width)
    }
  })
  return { data, shape: [indices.length, ...layout.shape.slice(1)] }
}

async function readSpan(file: FileHandle, path: string, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length)
  for (let offset = 0; offset < length; ) {
    const { bytesRead } = await file.read(bytes, offset, length - offset, position + offset)
    if (bytesRead === 0)
      throw new DataError(
        `${path} ends at byte ${position + offset}, but was longer when it was opened; do not change it while it is read.`,
      )
    offset += bytesRead
  }
  return bytes
}

async function spreadFingerprint(file: FileHandle, path: string, size: number): Promise<string> {
  const hash = createHash('sha256').update(`${size}`)
  const blocks = Math.ceil(size / BLOCK_BYTES)
  const taken = Math.min(blocks, BLOCKS)
  for (let i = 0; i < taken; i++) {
    const block = taken < 2 ? 0 : Math.floor((i * (blocks - 1)) / (taken - 1))
    const position = block * BLOCK_BYTES
    hash.update(await readSpan(file, path, position, Math.min(BLOCK_BYTES, size - position)))
  }
  return hash.digest('hex').slice(0, 32)
}

async function reading<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle
  try {
    file = await open(path, 'r')
  } catch (error) {
    throw new DataError(`${path} cannot be opened (${(error as Error).message}). Give the path of a file.`, {
      code: 'failed',
      cause: error,
    })
  }
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

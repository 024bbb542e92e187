import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from '../../data-error.ts'
import type { Classified } from '../../dataset/dataset.ts'
import { imagesFromIdx, parseIdx } from '../../formats/idx.ts'
import { decompress } from '../decompress.ts'
import { pathOf } from '../path.ts'
import { downloadMnist, MNIST_FILES, type MnistDownload, MOST_BYTES } from './download-mnist.ts'

/**
 * The MNIST digits: 60,000 images to train with and 10,000 to test. From a folder with the four files (plain or gzip), or from the public
 * mirrors, checked and cached.
 *
 * @throws {DataError} naming the files that are missing, damaged, or could not be fetched.
 * @example
 * ```ts
 * import { mnist } from '@thinned/data/node'
 * import { mkdtempSync, writeFileSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 *
 * const folder = mkdtempSync(`${tmpdir()}/mnist-`)
 * for (const part of ['train', 't10k']) {
 *   writeFileSync(`${folder}/${part}-images-idx3-ubyte`, Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 255))
 *   writeFileSync(`${folder}/${part}-labels-idx1-ubyte`, Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7))
 * }
 * const { train } = await mnist(folder)
 * console.log(train.inputs.data, train.targets.data) // Float32Array(1) [ 1 ] Int32Array(1) [ 7 ]
 * ```
 */
export async function mnist(
  source: string | URL | MnistDownload,
): Promise<{ readonly train: Classified; readonly test: Classified }> {
  const folder =
    typeof source === 'string' || source instanceof URL
      ? pathOf('mnist', 'folder', source)
      : await downloadMnist(source)
  const names = await listFolder(folder)
  const files = Object.keys(MNIST_FILES).map(
    (file) => [file, [file, `${file}.gz`].find((name) => names.includes(name))] as const,
  )
  const missing = files.filter(([, name]) => !name).map(([file]) => file)
  if (missing.length > 0) {
    throw new DataError(
      `The folder ${folder} lacks ${missing.join(', ')} (plain or .gz). Put the four MNIST files there, or use { download: true }.`,
    )
  }
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    files.map(async ([, name]) => {
      const path = join(folder, name!)
      return parseIdx(decompress(await readFile(path), path, MOST_BYTES), path)
    }),
  )
  return {
    train: imagesFromIdx('MNIST', trainImages!, trainLabels!),
    test: imagesFromIdx('MNIST test', testImages!, testLabels!),
  }
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (cause) {
    throw new DataError(`The folder ${folder} cannot be read. Give the path of a folder with the four MNIST files.`, {
      code: 'failed',
      cause,
    })
  }
}

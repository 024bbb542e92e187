import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mnist } from './mnist.ts'

const idx = (shape: readonly number[], data: readonly number[]) => {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length)
  bytes.set([0, 0, 8, shape.length])
  shape.forEach((extent, axis) => {
    new DataView(bytes.buffer).setUint32(4 + 4 * axis, extent)
  })
  bytes.set(data, 4 + 4 * shape.length)
  return bytes
}
const files: Record<string, Uint8Array> = {
  'train-images-idx3-ubyte': idx([2, 1, 2], [0, 255, 51, 0]),
  'train-labels-idx1-ubyte': idx([2], [3, 9]),
  't10k-images-idx3-ubyte': idx([1, 1, 2], [255, 255]),
  't10k-labels-idx1-ubyte': idx([1], [0]),
}
const hashes = Object.fromEntries(
  Object.entries(files).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]),
)

/** 80 MiB of zeros, in the members that gzip allows a file to have. */
const bomb = Buffer.concat(new Array<Uint8Array>(80).fill(gzipSync(new Uint8Array(2 ** 20))))

let folder: string
let server: Server
let address: string
let served: string[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'thinned-mnist-'))
  served = []
  server = createServer((request, response) => {
    const [, mirror, name] = request.url!.split('/') as [string, string, string]
    served.push(request.url!)
    const bytes = files[name.replace(/\.gz$/, '')]!
    if (mirror === 'gone') response.writeHead(404).end()
    else if (mirror === 'bomb') response.end(bomb)
    else if (mirror === 'endless') {
      const part = new Uint8Array(2 ** 20)
      const send = (): void => {
        while (!response.destroyed && response.write(part));
      }
      response.on('drain', send)
      send()
    } else response.end(gzipSync(mirror === 'wrong' ? bytes.with(5, 77) : bytes))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

test('a folder with plain and compressed files is read', async () => {
  Object.entries(files).forEach(([name, bytes], i) => {
    writeFileSync(join(folder, i % 2 ? `${name}.gz` : name), i % 2 ? gzipSync(bytes) : bytes)
  })
  const { train, test: unseen } = await mnist(folder)
  expect(train.inputs).toEqual({ data: Float32Array.of(0, 1, 0.2, 0), shape: [2, 1, 2, 1] })
  expect(train.targets).toEqual({ data: Int32Array.of(3, 9), shape: [2] })
  expect(unseen.inputs.shape).toEqual([1, 1, 2, 1])
})

test('what is missing or damaged is named', async () => {
  writeFileSync(join(folder, 'train-images-idx3-ubyte'), files['train-images-idx3-ubyte']!)
  await expect(mnist(folder)).rejects.toThrow(
    'lacks train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte (plain or .gz)',
  )
  await expect(mnist(join(folder, 'nowhere'))).rejects.toThrow('cannot be read. Give the path of a folder')
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes)
  writeFileSync(join(folder, 't10k-labels-idx1-ubyte'), gzipSync(files['t10k-labels-idx1-ubyte']!).subarray(0, 20))
  await expect(mnist(folder)).rejects.toThrow('is gzip, but damaged')
})

test('files are fetched once, checked and cached; a mirror that fails is passed over', async () => {
  const source = {
    download: true,
    cache: folder,
    hashes,
    mirrors: [`${address}/gone/`, `${address}/wrong/`, `${address}/good/`],
  } as const
  const { train } = await mnist(source)
  expect(train.targets.data).toEqual(Int32Array.of(3, 9))
  expect(served).toHaveLength(12)
  expect(readdirSync(folder)).toHaveLength(4)
  await mnist(source)
  expect(served).toHaveLength(12)
  writeFileSync(join(folder, 't10k-labels-idx1-ubyte.gz'), 'damaged')
  await mnist(source)
  expect(served).toHaveLength(15)
})

test('without a network, or with wrong contents everywhere, it explains itself', async () => {
  const download = (mirrors: string[]) => mnist({ download: true, cache: folder, hashes, mirrors })
  await expect(download(['http://127.0.0.1:1/', `${address}/wrong/`])).rejects.toThrow(
    /train-images-idx3-ubyte\.gz could not be fetched \(http:\/\/127\.0\.0\.1:1\/: .+; .+ not [0-9a-f]{64}\)\. Without a network, put the four MNIST files into/,
  )
  expect(readdirSync(folder)).toEqual([])
})

test('a mirror can neither send nor unpack without end', async () => {
  const mirrors = [`${address}/bomb/`, `${address}/endless/`]
  await expect(mnist({ download: true, cache: folder, hashes, mirrors })).rejects.toThrow(
    /unpacks to more than 67108864 bytes.+it sent more than 67108864 bytes/,
  )
})

test('downloads at once into one cache each write a whole file', async () => {
  const source = { download: true, cache: folder, hashes, mirrors: [`${address}/good/`] } as const
  await Promise.all([mnist(source), mnist(source), mnist(source)])
  expect(readdirSync(folder)).toHaveLength(4)
})

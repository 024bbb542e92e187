import { open } from 'node:fs/promises'

/** Bytes of one read: no runtime reads 2 GiB at once. */
const PIECE = 1_073_741_824

/** The bytes of a file of any size. */
export async function readInPieces(file: string, piece: number = PIECE): Promise<Uint8Array> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const bytes = new Uint8Array(size)
    for (let at = 0; at < size; ) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(piece, size - at), at)
      if (bytesRead === 0) return bytes.subarray(0, at) // It was cut off while it was read.
      at += bytesRead
    }
    return bytes
  } finally {
    await handle.close()
  }
}

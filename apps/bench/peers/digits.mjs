/** The first images of the digits that the bench wrote, in [0, 1], and their labels. */
export async function digitBatch(read, size) {
  const images = (await read('images.bin')).subarray(0, 784 * size)
  const labels = (await read('labels.bin')).subarray(0, size)
  return { images: Float32Array.from(images, (byte) => byte / 255), labels: Int32Array.from(labels) }
}

/** Numbers in [0.1, 1) for inputs, or in ±scale for weights; what they are does not matter for the time of dense libraries. */
export function randomNumbers(length, scale) {
  return Float32Array.from({ length }, () => (scale ? scale * (2 * Math.random() - 1) : 0.1 + 0.9 * Math.random()))
}

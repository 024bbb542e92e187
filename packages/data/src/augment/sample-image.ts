import type { Coordinates, ImageSize } from './augmentation.ts'

/** What lies outside an image: zeros, or the nearest pixel of its border. */
export type Outside = 'zeros' | 'nearest'

/**
 * The image at the coordinates, by bilinear interpolation between four pixels, first along x, then along y; in float64, rounded to float32.
 * At integer coordinates inside the image it is exactly the pixel.
 */
export function sampleImage(
  image: Float32Array,
  { height, width, channels }: ImageSize,
  { x, y }: Coordinates,
  outside: Outside,
  out: Float32Array,
): void {
  const nearest = outside === 'nearest'
  for (let pixel = 0; pixel < height * width; pixel++) {
    const px = nearest ? Math.min(Math.max(x[pixel]!, 0), width - 1) : x[pixel]!
    const py = nearest ? Math.min(Math.max(y[pixel]!, 0), height - 1) : y[pixel]!
    const [left, top] = [Math.floor(px), Math.floor(py)]
    const [right, low] = [px - left, py - top]
    const index = (top * width + left) * channels
    const hasTop = top >= 0 && top < height
    const hasLow = top >= -1 && top < height - 1
    const hasLeft = left >= 0 && left < width
    const hasRight = left >= -1 && left < width - 1
    for (let channel = 0; channel < channels; channel++) {
      const from = index + channel
      const topLeft = hasTop && hasLeft ? image[from]! : 0
      const topRight = hasTop && hasRight ? image[from + channels]! : 0
      const lowLeft = hasLow && hasLeft ? image[from + width * channels]! : 0
      const lowRight = hasLow && hasRight ? image[from + (width + 1) * channels]! : 0
      const upper = topLeft + right * (topRight - topLeft)
      const lower = lowLeft + right * (lowRight - lowLeft)
      out[pixel * channels + channel] = upper + low * (lower - upper)
    }
  }
}

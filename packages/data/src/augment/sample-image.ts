import { either, type OtherNames, oneOf, type Schema, value, withDefault } from '@thinned/schema'
import type { Coordinates, ImageSize } from './augmentation.ts'

/** What lies outside an image: zeros, the nearest pixel of its border, or a value, such as that of black in standardized images. */
export type Outside = 'zeros' | 'nearest' | number

/** The option `outside`. */
export const outside: Schema<Outside> = /* @__PURE__ */ withDefault(
  /* @__PURE__ */ either<Outside>(
    /* @__PURE__ */ oneOf('zeros', 'nearest'),
    /* @__PURE__ */ value('the value of the background, a number that float32 holds', (given) =>
      Number.isFinite(typeof given === 'number' && Math.fround(given)),
    ),
  ),
  'zeros',
)

/** What other libraries call it. */
export const otherNamesOfOutside: OtherNames = {
  fill: 'outside',
  fillMode: 'outside',
  fill_mode: 'outside',
  mode: 'outside',
  value: 'outside',
}

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
  const background = typeof outside === 'number' ? Math.fround(outside) : 0
  for (let pixel = 0; pixel < height * width; pixel++) {
    const px = nearest ? clamp(x[pixel]!, width - 1) : x[pixel]!
    const py = nearest ? clamp(y[pixel]!, height - 1) : y[pixel]!
    // Also coordinates that are not finite, after extreme warps.
    if (!(px > -1 && px < width && py > -1 && py < height)) {
      out.fill(background, pixel * channels, (pixel + 1) * channels)
      continue
    }
    const [left, top] = [Math.floor(px), Math.floor(py)]
    const [right, low] = [px - left, py - top]
    const index = (top * width + left) * channels
    const hasTop = top >= 0 && top < height
    const hasLow = top >= -1 && top < height - 1
    const hasLeft = left >= 0 && left < width
    const hasRight = left >= -1 && left < width - 1
    for (let channel = 0; channel < channels; channel++) {
      const from = index + channel
      const topLeft = hasTop && hasLeft ? image[from]! : background
      const topRight = hasTop && hasRight ? image[from + channels]! : background
      const lowLeft = hasLow && hasLeft ? image[from + width * channels]! : background
      const lowRight = hasLow && hasRight ? image[from + (width + 1) * channels]! : background
      const upper = topLeft + right * (topRight - topLeft)
      const lower = lowLeft + right * (lowRight - lowLeft)
      out[pixel * channels + channel] = upper + low * (lower - upper)
    }
  }
}

/** The nearest number from 0 to `most`; of NaN, which infinite coordinates may become, 0. */
function clamp(value: number, most: number): number {
  return value > 0 ? Math.min(value, most) : 0
}

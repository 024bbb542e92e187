import type { TrainedNetwork } from '../training/train-network.ts'
import { bitmapUrl } from './bitmap.ts'

const SIDE = 28
const ACROSS = 12
const MOST_DOWN = 4
const CELL = SIDE + 2
/** How many units fit into the picture. */
const MOST_UNITS: number = ACROSS * MOST_DOWN
/** The gray between the images, darker than weight 0. */
const GUTTER = 32

/** Both pictures side by side; nothing where the inputs are no images of 28 × 28. */
export function featureSection(plain: TrainedNetwork, dropout: TrainedNetwork): string {
  const { units, weights } = plain.features
  if (weights.length !== SIDE * SIDE * units) return ''
  const shown = units > MOST_UNITS ? `the first ${MOST_UNITS} of ${units}` : `all ${units}`
  return `<h2>Features of the first layer</h2>
<div class="pair">
<figure><img alt="First-layer weights without dropout" src="${featureSheet(plain.features)}"><figcaption>without dropout</figcaption></figure>
<figure><img alt="First-layer weights with dropout" src="${featureSheet(dropout.features)}"><figcaption>with dropout</figcaption></figure>
</div>
<p class="note">Each square holds the incoming weights of one unit (${shown}), scaled to the largest: black is negative, white positive.</p>`
}

/**
 * The incoming weights of the first units as one picture, 12 images across and at most 4 down, as a data URL (BMP, 8-bit gray). Each image is scaled by
 * its own largest weight: black is negative, white positive, gray 0.
 */
function featureSheet({ weights, units }: { readonly weights: Float32Array; readonly units: number }): string {
  const width = ACROSS * CELL
  const shown = Math.min(units, MOST_UNITS)
  const height = Math.ceil(shown / ACROSS) * CELL
  const gray = new Uint8Array(width * height).fill(GUTTER)
  for (let unit = 0; unit < shown; unit++) paint(gray, width, weights, units, unit)
  return bitmapUrl(gray, width, height)
}

function paint(gray: Uint8Array, width: number, weights: Float32Array, units: number, unit: number): void {
  let largest = 1e-12
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++)
    largest = Math.max(largest, Math.abs(weights[pixel * units + unit]!))
  const left = (unit % ACROSS) * CELL + 1
  const top = Math.floor(unit / ACROSS) * CELL + 1
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const index = (top + Math.floor(pixel / SIDE)) * width + left + (pixel % SIDE)
    gray[index] = Math.round(127.5 + (127.5 * weights[pixel * units + unit]!) / largest)
  }
}

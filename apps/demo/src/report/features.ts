import type { Picture, Section } from '@thinned/report'
import type { TrainedNetwork } from '../training/train-network.ts'

const SIDE = 28
const ACROSS = 12
const MOST_DOWN = 4
const CELL = SIDE + 2
/** How many units fit into the picture. */
const MOST_UNITS: number = ACROSS * MOST_DOWN
/** The gray between the images, darker than weight 0. */
const GUTTER = 32

/** Both pictures side by side; nothing where the inputs are no images of 28 × 28. */
export function featureSection(plain: TrainedNetwork, dropout: TrainedNetwork): Section[] {
  const { units, weights } = plain.features
  if (weights.length !== SIDE * SIDE * units) return []
  const shown = units > MOST_UNITS ? `the first ${MOST_UNITS} of ${units}` : `all ${units}`
  return [
    {
      title: 'Features of the first layer',
      blocks: [
        {
          kind: 'pictures',
          size: 'large',
          pictures: [featureSheet(plain.features, 'without dropout'), featureSheet(dropout.features, 'with dropout')],
        },
        {
          kind: 'text',
          soft: true,
          text: `Each square holds the incoming weights of one unit (${shown}), scaled to the largest: black is negative, white positive.`,
        },
      ],
    },
  ]
}

/**
 * The incoming weights of the first units as one picture, 12 images across and at most 4 down. Each image is scaled by its own largest weight: black is
 * negative, white positive, gray 0.
 */
function featureSheet({ weights, units }: TrainedNetwork['features'], caption: string): Picture {
  const width = ACROSS * CELL
  const shown = Math.min(units, MOST_UNITS)
  const height = Math.ceil(shown / ACROSS) * CELL
  const pixels = new Uint8Array(width * height).fill(GUTTER)
  for (let unit = 0; unit < shown; unit++) paint(pixels, width, weights, units, unit)
  return { pixels, height, width, channels: 1, alt: `First-layer weights ${caption}`, caption }
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

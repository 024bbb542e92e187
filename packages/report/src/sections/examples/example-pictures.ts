import type { NdArray } from '@thinned/data'
import type { Block, Picture } from '../../page/block.ts'
import { showNumber } from '../../page/numbers.ts'
import { rangeOf } from '../../range-of.ts'
import { ReportError } from '../../report-error.ts'
import type { CheckedReportTest } from '../../report-test.ts'
import type { Answers } from './answers.ts'

interface Size {
  readonly height: number
  readonly width: number
  readonly channels: 1 | 3
}

/** A side of fewer elements is rather a sequence than a picture. */
const LEAST_SIDE = 4
/** A page shows no more pixels side by side. */
const LONGEST_SIDE = 384

/** The examples as pictures; undefined where the inputs are none, or the caller gives cells instead. */
export function examplePictures(test: CheckedReportTest, { all }: Answers): Block[] | undefined {
  const inputs = test.data.inputs as Partial<NdArray>
  const size = sizeOf(test, inputs)
  if (!size) return undefined
  const pixels = inputs.data!
  const { toByte, says } = grayOf(pixels)
  const longest = Math.max(size.height, size.width)
  const block = Math.ceil(longest / LONGEST_SIDE)
  const shown = { ...size, height: Math.ceil(size.height / block), width: Math.ceil(size.width / block) }
  const pictures = all.map(({ example, caption }): Picture => {
    const bytes = new Uint8Array(shown.height * shown.width * size.channels)
    for (let i = 0; i < bytes.length; i++) bytes[i] = toByte(meanOf(pixels, example, i, size, shown.width, block))
    return { pixels: bytes, ...shown, alt: `test example ${example}`, caption }
  })
  const remarks = [
    ...(says ? [says] : []),
    ...(block > 1
      ? [`The pictures are ${size.height} × ${size.width}; a pixel shown is the mean of ${block} × ${block}.`]
      : []),
  ]
  return [
    { kind: 'pictures', pictures, size: longest > 64 ? 'large' : 'small' },
    ...remarks.map((text) => ({ kind: 'text', soft: true, text }) as const),
  ]
}

/** Element `i` of a picture that is shown smaller: the mean over a square of side `block`, or over what of it lies inside. */
function meanOf(
  pixels: ArrayLike<number>,
  example: number,
  i: number,
  { height, width, channels }: Size,
  shownWidth: number,
  block: number,
): number {
  const place = Math.floor(i / channels)
  const [top, left] = [block * Math.floor(place / shownWidth), block * (place % shownWidth)]
  const [bottom, right] = [Math.min(height, top + block), Math.min(width, left + block)]
  let sum = 0
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) sum += pixels[((example * height + y) * width + x) * channels + (i % channels)]!
  return sum / ((bottom - top) * (right - left))
}

function sizeOf({ image, cells, columnNames }: CheckedReportTest, { shape }: Partial<NdArray>): Size | undefined {
  if (image) return givenSize(image, shape)
  const [, height = 0, width = 0, channels = 1] = shape ?? []
  if (cells || columnNames || !shape || shape.length < 3 || shape.length > 4) return undefined
  if (height < LEAST_SIDE || width < LEAST_SIDE || (channels !== 1 && channels !== 3)) return undefined
  return { height, width, channels }
}

function givenSize(
  { height, width, channels = 1 }: NonNullable<CheckedReportTest['image']>,
  shape?: readonly number[],
): Size {
  const elements = shape?.slice(1).reduce((product, length) => product * length, 1)
  if (elements === height * width * channels) return { height, width, channels }
  throw new ReportError(
    `report was given test.image ${height} × ${width} with ${channels} ${channels === 1 ? 'channel' : 'channels'}, but inputs ${shape ? `of shape [${shape.join(', ')}]` : 'by name'}; height · width · channels (1 or 3) is the size of one example.`,
    { code: 'mismatch' },
  )
}

/** Below, integers are rather those of another scale. */
const LEAST_OF_BYTES = 128

/** How a value becomes a byte: from 0 … 1, from 0 … 255, or from the range of the data, which is then said. */
function grayOf(pixels: ArrayLike<number>): { readonly toByte: (value: number) => number; readonly says?: string } {
  const { low, high } = rangeOf(pixels)
  if (low >= 0 && high <= 1) return { toByte: (value) => byte(255 * value) }
  if (low >= 0 && high >= LEAST_OF_BYTES && high <= 255) return { toByte: byte }
  return {
    toByte: (value) => byte((255 * (value - low)) / (high - low)),
    says: `Black is ${showNumber(low)} and white ${showNumber(high)}, the least and the greatest value of these data.`,
  }
}

/** 0 for NaN. */
const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value))) || 0

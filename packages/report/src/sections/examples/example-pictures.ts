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

/** The examples as pictures; undefined where the inputs are none, or the caller gives cells instead. */
export function examplePictures(test: CheckedReportTest, { all }: Answers): Block[] | undefined {
  const inputs = test.data.inputs as Partial<NdArray>
  const size = sizeOf(test, inputs)
  if (!size) return undefined
  const pixels = inputs.data!
  const { toByte, says } = grayOf(pixels)
  const { height, width, channels } = size
  const elements = height * width * channels
  const pictures = all.map(({ example, caption }): Picture => {
    const bytes = new Uint8Array(elements)
    for (let i = 0; i < elements; i++) bytes[i] = toByte(pixels[example * elements + i]!)
    return { pixels: bytes, ...size, alt: `test example ${example}`, caption }
  })
  const block: Block = { kind: 'pictures', pictures, size: Math.max(height, width) > 64 ? 'large' : 'small' }
  return says ? [block, { kind: 'text', soft: true, text: says }] : [block]
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
  const isWhole = [height, width].every((side) => Number.isSafeInteger(side) && side >= 1)
  if (isWhole && (channels === 1 || channels === 3) && elements === height * width * channels)
    return { height, width, channels }
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

import { useEffect, useRef } from 'preact/hooks'
import { type ColorScale, rgbOf } from '../../../kit/colors.ts'
import { useDark } from '../../../kit/heat-map.tsx'

const SIDE = 28
const STEPS = 256

export interface TileProps {
  /** Many images in a row, and the number of this one. */
  readonly images: Float32Array | undefined
  readonly at: number
  /** 'signed': from the greatest negative number of the image, blue, over 0 to the greatest positive one, orange. 'ink': from 0, paper, to 1, ink. */
  readonly scale: 'signed' | 'ink'
}

/** An image of 28 × 28 numbers. What it shows is said by what holds it. */
export function Tile({ images, at, scale }: TileProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const dark = useDark()
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context || images === undefined) return
    const pixels = images.subarray(at * SIDE * SIDE, (at + 1) * SIDE * SIDE)
    let largest = 1
    if (scale === 'signed') {
      largest = 1e-12
      for (const value of pixels) largest = Math.max(largest, Math.abs(value))
    }
    const colors = colorsOf(scale === 'signed' ? 'classes' : 'amount', dark)
    canvasData ??= new ImageData(SIDE, SIDE)
    const words = new Uint32Array(canvasData.data.buffer)
    for (let i = 0; i < pixels.length; i++) {
      const share = scale === 'signed' ? 0.5 + pixels[i]! / (2 * largest) : pixels[i]!
      words[i] = colors[Math.max(0, Math.min(STEPS - 1, Math.round(share * (STEPS - 1))))]!
    }
    context.putImageData(canvasData, 0, 0)
  }, [images, at, scale, dark])
  return <canvas ref={canvas} class="tile" width={SIDE} height={SIDE} />
}

/** One for all tiles: hundreds of them are drawn anew for each frame of a training. */
let canvasData: ImageData | undefined

const tables = new Map<string, Uint32Array>()

/** The colors of a scale in steps, as the words of an image. */
function colorsOf(scale: ColorScale, dark: boolean): Uint32Array {
  const name = `${scale} ${dark}`
  let table = tables.get(name)
  if (table === undefined) {
    table = Uint32Array.from({ length: STEPS }, (_, i) => {
      const [red, green, blue] = rgbOf(scale, i / (STEPS - 1), dark).map(Math.round) as [number, number, number]
      return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0
    })
    tables.set(name, table)
  }
  return table
}

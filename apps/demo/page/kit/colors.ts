export type ColorScale = 'classes' | 'amount'

type Rgb = readonly [number, number, number]

/** The two colors of the page, blue and orange, which the color-blind tell apart, and the neutral between them; as in style/tokens.css. */
const LIGHT = { low: [11, 107, 184], middle: [250, 250, 248], high: [200, 80, 10], paper: [255, 255, 255] } as const
const DARK = { low: [88, 176, 236], middle: [32, 36, 43], high: [240, 139, 62], paper: [20, 23, 28] } as const

const mix = (a: Rgb, b: Rgb, t: number): Rgb => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
]

/** The color of a share from 0 to 1; shares outside have the color of the nearer end. A share that is no number is gray. */
export function rgbOf(scale: ColorScale, share: number, dark: boolean): Rgb {
  if (Number.isNaN(share)) return [128, 128, 128]
  const { low, middle, high, paper } = dark ? DARK : LIGHT
  const t = Math.min(1, Math.max(0, share))
  if (scale === 'amount') return mix(paper, low, t)
  return t < 0.5 ? mix(low, middle, 2 * t) : mix(middle, high, 2 * t - 1)
}

/** Steps of a palette: more than a screen tells apart. */
const LEVELS = 512
const palettes = new Map<string, Uint8ClampedArray>()

/** The colors of a scale, made once: red, green and blue of the shares 0, 1 / LEVELS, … 1, and of what is no number. */
function paletteOf(scale: ColorScale, dark: boolean): Uint8ClampedArray {
  const name = `${scale} ${dark}`
  let palette = palettes.get(name)
  if (palette === undefined) {
    const shares = Array.from({ length: LEVELS + 2 }, (_, i) => (i > LEVELS ? Number.NaN : i / LEVELS))
    palette = Uint8ClampedArray.from(shares.flatMap((share) => [...rgbOf(scale, share, dark)]))
    palettes.set(name, palette)
  }
  return palette
}

/** Writes the colors of values into the pixels of a picture: red, green, blue and no transparency, for each. */
export function paint(
  pixels: Uint8ClampedArray,
  values: ArrayLike<number>,
  {
    from,
    to,
    scale,
    dark,
  }: { readonly from: number; readonly to: number; readonly scale: ColorScale; readonly dark: boolean },
): void {
  const palette = paletteOf(scale, dark)
  for (let i = 0; i < pixels.length / 4; i++) {
    const share = Math.min(1, Math.max(0, (values[i]! - from) / (to - from)))
    const color = 3 * (Number.isNaN(share) ? LEVELS + 1 : Math.round(share * LEVELS))
    pixels[4 * i] = palette[color]!
    pixels[4 * i + 1] = palette[color + 1]!
    pixels[4 * i + 2] = palette[color + 2]!
    pixels[4 * i + 3] = 255
  }
}

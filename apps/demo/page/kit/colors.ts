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

import { useEffect, useRef, useState } from 'preact/hooks'
import { type ColorScale, paint } from './colors.ts'

export interface HeatMapProps {
  /** Row by row from the top, `size` × `size`. */
  readonly values: Float32Array | undefined
  readonly size: number
  /** The values at the two ends of the color scale. */
  readonly from?: number
  readonly to?: number
  /** 'classes': blue, neutral in the middle, orange. 'amount': from the background to one color. */
  readonly scale: ColorScale
  /** What the picture shows, for those who do not see it; '' where the element around it says so. */
  readonly label: string
  /** Drawn between the cells without steps. */
  readonly smooth?: boolean
  /** Elements of SVG over the picture, in a box from 0 to 1 with the origin at the top left. */
  readonly children?: preact.ComponentChildren
}

/** A square grid of numbers as colors. */
export function HeatMap({ values, size, from = 0, to = 1, scale, label, smooth = true, children }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const dark = useDark()
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    if (values === undefined) return context.clearRect(0, 0, size, size)
    const image = context.createImageData(size, size)
    paint(image.data, values, { from, to, scale, dark })
    context.putImageData(image, 0, 0)
  }, [values, size, from, to, scale, dark])
  return (
    <div class="heat-map" {...(label === '' ? {} : { role: 'img', 'aria-label': label })}>
      <canvas ref={canvas} width={size} height={size} class={smooth ? 'smooth' : 'cells'} />
      {children && (
        <svg viewBox="0 0 1 1" aria-hidden="true">
          {children}
        </svg>
      )}
    </div>
  )
}

/** Whether the page is dark now; pictures of pixels are drawn anew when that changes. */
export function useDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const listen = () => setDark(query.matches)
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [])
  return dark
}
